package dev.maos.registry;

import dev.maos.base.TimeSource;
import java.util.random.RandomGenerator;

/** What the parts of one registry share. */
record RegistryContext(
    AgentStore store,
    RegistryOptions options,
    TimeSource time,
    RandomGenerator random,
    Surroundings surroundings,
    RegistryCounters counters,
    Directory directory,
    LoadBoard board,
    Story story,
    StoreClock clock) {}
