package dev.maos.event;

import java.time.Instant;

/**
 * A reader's place in the history of a store, kept there so that it outlives the reader.
 *
 * @param sequence everything up to it has been read
 * @param missed how many events were removed unread, since it lagged too far behind
 * @param maxLag how many events it may lie behind before retention passes over it
 * @param movedAt when the reader last moved it, or when it was made
 */
public record EventCursor(
    CursorName name, long sequence, long missed, long maxLag, Instant movedAt) {}
