/**
 * What MAOS counts, for the tools that people have already.
 *
 * <pre>
 *   Maos.metrics() --&gt; BusReadings, EventReadings, ... --&gt; Reading (name, tags, number)
 *                                                            |
 *                                                          Board --&gt; any Micrometer registry
 *                                                            |
 *                                                        Latencies --&gt; Prometheus histograms
 * </pre>
 *
 * <p>Start with {@link dev.maos.micrometer.MaosMeters} if there is a registry, with {@link
 * dev.maos.micrometer.PrometheusExport} if there is none.
 */
@NullMarked
package dev.maos.micrometer;

import org.jspecify.annotations.NullMarked;
