package dev.maos.consensus;

import dev.maos.base.TimeSource;

/** What the parts of one consensus share. */
record ConsensusContext(
    DecisionStore store,
    StoreTime storeTime,
    ConsensusOptions options,
    TimeSource time,
    Surroundings surroundings,
    Announcements announcements,
    ConsensusCounters counters,
    LogCopies copies,
    Listeners listeners,
    VoterBook book) {}
