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
 * </pre>
 *
 * Nothing here exports, prints or schedules. Start with {@link dev.maos.monitor.LatencyHistogram}
 * and {@link dev.maos.monitor.HealthReport}.
 */
package dev.maos.monitor;
