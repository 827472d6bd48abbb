package dev.maos.registry;

/**
 * A place in a store's log of changes: behind the change of this revision. Immutable.
 *
 * @param epoch which life of the store: one that lost its memory begins another
 */
public record Position(long epoch, long revision) {}
