package dev.maos.consensus;

import java.time.Instant;

/**
 * The end of a vote, as one of the line of all votes that ended in a store. Immutable.
 *
 * @param index its place in that line, from 1 on
 */
public record Closure(long index, ProposalId id, Instant at, Verdict verdict) {}
