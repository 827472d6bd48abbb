/**
 * What the layer counts, how long it took and whether it is well, as plain values.
 *
 * <pre>
 *   recording (hot path)      Counter             LatencyHistogram
 *                                |                      |
 *   reading (now and then)    total()             LatencySnapshot
 *
 *   well-being                Health = Healthy | Degraded | Unhealthy
 *                             HealthReport -&gt; ComponentHealth -&gt; Health
 *   changes of it             HealthWatch -&gt; HealthChange -&gt; who listens
 * </pre>
 *
 * Nothing here exports or prints; only {@link dev.maos.monitor.HealthWatch} schedules. Start with
 * {@link dev.maos.monitor.LatencyHistogram} and {@link dev.maos.monitor.HealthReport}.
 */
package dev.maos.monitor;
