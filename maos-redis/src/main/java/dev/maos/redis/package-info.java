/**
 * The backend that processes and machines share, on Redis 7.0 and later.
 *
 * <pre>
 *   redis://host --> RedisBackendProvider --> RedisBackend --> bus (the storage of messages)
 *                                                         |--> event (the history of events)
 *                                                         |--> agents (that of the registry)
 *                                                         |--> decisions (that of votes)
 *                                                         |--> tables (what guards share)
 *                                                         \--> link (connections)
 * </pre>
 *
 * <p>Start with {@link dev.maos.redis.RedisBackend}.
 */
package dev.maos.redis;
