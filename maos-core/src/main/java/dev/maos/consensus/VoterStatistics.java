package dev.maos.consensus;

import dev.maos.base.AgentId;
import java.time.Duration;

/**
 * How somebody has voted, in votes that ended and that this process had to do with. Immutable.
 *
 * @param eligible votes in which it could have its say
 * @param voted of these, the ones in which it did
 * @param abstained of those, by saying neither
 * @param agreed of those, by saying what came out
 * @param dissented of those, by saying something else; in votes without an outcome nobody dissents
 * @param missed in which it said nothing in time
 * @param late in which it said something too late
 * @param meanAnswer how long it took from the proposal to the ballot
 */
public record VoterStatistics(
    AgentId voter,
    long eligible,
    long voted,
    long abstained,
    long agreed,
    long dissented,
    long missed,
    long late,
    Duration meanAnswer) {}
