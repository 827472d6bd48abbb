/**
 * Connections to Redis: where it is, how it is reached and kept, what it says of itself, and what
 * its errors mean. Nothing here knows of messages, and nothing outside sees the client library.
 *
 * <p>Start with {@link dev.maos.redis.link.RedisLink}.
 */
package dev.maos.redis.link;
