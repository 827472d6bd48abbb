/**
 * Real Redis servers for tests, and trouble between them and their clients.
 *
 * <pre>
 *   client --> FaultProxy --> RedisServer           one server; kill, pause, restart
 *                             RedisSentinels        a primary, replicas, and who replaces it
 *                             RedisCluster          slots on several primaries; move a slot
 * </pre>
 *
 * <p>The program comes out of the jar {@code org.signal:embedded-redis} where that is on the class
 * path, or is named by {@code MAOS_REDIS_SERVER}. Nothing outlives the process that started it.
 * Start with {@link dev.maos.testkit.redis.RedisServer}.
 */
package dev.maos.testkit.redis;
