package dev.maos.micrometer;

import dev.maos.Maos;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * The text that Prometheus reads, for programs without a registry of their own.
 *
 * <p>
 *
 * {@snippet :
 * try (var export = PrometheusExport.of(maos)) {
 *   respond("text/plain; version=0.0.4", export.text());
 * }
 * }
 *
 * <p>Thread-safe.
 */
public final class PrometheusExport implements AutoCloseable {
  /** What the text is, for the header of an answer over HTTP. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MaosMeters meters;

  private PrometheusExport(MaosMeters meters) {
    this.meters = meters;
    meters.bindTo(registry);
  }

  /** Exports what this counts. */
  public static PrometheusExport of(Maos maos) {
    return of(MaosMeters.of(maos));
  }

  /** Exports these meters, and closes them in the end. */
  public static PrometheusExport of(MaosMeters meters) {
    return new PrometheusExport(meters);
  }

  /** Where a program may show numbers of its own beside. */
  public MeterRegistry registry() {
    return registry;
  }

  /** All numbers, read now. */
  public String text() {
    meters.refresh();
    return registry.scrape(CONTENT_TYPE);
  }

  /** Closing twice is fine. */
  @Override
  public void close() {
    meters.close();
    registry.close();
  }
}
