/**
 * The history of events in Redis.
 *
 * <pre>
 *   RedisEventStore --+-- Appending   gathers what comes at once into one call
 *                     |     Chunk     the events of one entry; EventBytes: one event
 *                     +-- Reading     walks through the stream, past Lua
 *                     |     StoredEntry
 *                     +-- Looking     finds by an index
 *                     +-- Places      cursors, retention
 *                     +-- Bell        waits for what comes
 *                     \-- Calls       runs the library's functions, again where that is safe
 * </pre>
 *
 * <p>What is atomic is a library in Lua; its files lie beside these classes, and each begins with
 * its invariant. Nothing else writes the keys {@code maos:{namespace}:events:*}.
 */
package dev.maos.redis.event;
