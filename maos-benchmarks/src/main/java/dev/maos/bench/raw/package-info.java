/**
 * What a bare client does with the same payloads over the same Redis server: bytes into a socket,
 * replies parsed where they lie. The limit that a library and a message bus are compared with.
 *
 * <pre>
 *   RedisBench ── server, contestants ──> dev.maos.bench.BusBench
 *     ├─ RedisServerProbe   CPU and connections of the server
 *     └─ RawContestant
 *          ├─ RawOneWay ──── Frame ──> Outlet (StreamOutlet, IdOutlet, ChannelOutlet) ──> server
 *          │                                            server ──> Intake (streams, channel) ──> Sink
 *          ├─ RawCrowd ───── many callers share frames
 *          ├─ RawAgents ──── a stream for each agent, and a bell
 *          └─ RawRoundTrip
 *   all over RespConnection ── RespWriter, RespReader
 * </pre>
 *
 * <p>Start with {@link RedisBench}.
 */
@NullMarked
package dev.maos.bench.raw;

import org.jspecify.annotations.NullMarked;
