package dev.maos.consensus;

/**
 * All that a store has of a vote. Immutable.
 *
 * @param log the whole of it
 */
public record StoredVote(Proposal proposal, LogPart log) {}
