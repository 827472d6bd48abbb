/**
 * The message bus's storage on Redis: the delivery state machine runs as a library of functions
 * inside the server, so every step is atomic, and this package speaks to it.
 *
 * <p>Start with {@link dev.maos.redis.bus.RedisTransport}.
 */
package dev.maos.redis.bus;
