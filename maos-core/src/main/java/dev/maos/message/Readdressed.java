package dev.maos.message;

/**
 * What came of sending on the messages of an agent that is gone.
 *
 * @param moved messages that others have now
 * @param left messages that stay, because nobody else who could take them is able
 * @param buried messages that too many have died or left with
 */
public record Readdressed(int moved, int left, int buried) {}
