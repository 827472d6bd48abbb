/**
 * The registry's storage on Redis: each step is a function inside the server, so it is atomic, and
 * this package speaks to it.
 *
 * <pre>
 *   RedisAgentStore --> Steps (what is not answered is asked again) --> link
 *                   \--> Bells (one channel for all who listen here)
 *                   \--> Stored (the bytes of records, beats and changes)
 * </pre>
 *
 * <p>Start with {@link dev.maos.redis.agents.RedisAgentStore}.
 */
package dev.maos.redis.agents;
