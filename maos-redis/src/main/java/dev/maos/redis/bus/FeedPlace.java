package dev.maos.redis.bus;

/**
 * Where a batch stands in its feed.
 *
 * @param turn in which it takes effect, or not
 * @param isBehind whether others of the turn may still be refused
 */
record FeedPlace(Turn turn, boolean isBehind) {}
