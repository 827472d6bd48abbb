package dev.maos.micrometer;

import dev.maos.Maos;
import dev.maos.base.TimeSource;
import dev.maos.resilience.ErrorPolicies;
import dev.maos.security.CommunicationSecurity;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Shows in a Micrometer registry what a {@link Maos} counts.
 *
 * <p>
 *
 * {@snippet :
 * var meters = MaosMeters.of(maos);
 * meters.bindTo(registry);
 * }
 *
 * <p>Names begin with {@code maos}; Prometheus sees {@code maos_messages_published_total} with the
 * tags {@code topic} and {@code priority}, {@code maos_queue_messages}, {@code
 * maos_delivery_latency_seconds_bucket} and so on. Values of tags are bounded: beyond the first 100
 * topics, queues, operations and breakers the rest is counted as {@code other}. Nothing is read
 * until somebody asks the registry, and then once a second at most; reading asks the backend for
 * its queues. While the backend is away, what was counted in this process is still shown. A
 * registry shows one {@code Maos}.
 *
 * <p>Thread-safe. Closing takes the meters out of the registries, and is to be done before the
 * {@code Maos} is closed; whoever forgets sees the last numbers stand still.
 */
public final class MaosMeters implements MeterBinder, AutoCloseable {
  private final List<Consumer<Readings>> sources = new CopyOnWriteArrayList<>();
  private final TimeSource time;
  private final List<Binding> bindings = new ArrayList<>();

  private record Binding(MeterRegistry registry, Board board, Board.Shape shape) {
    void close() {
      board.close();
      if (registry instanceof PrometheusMeterRegistry prometheus
          && shape instanceof PrometheusShape collector) {
        prometheus.getPrometheusRegistry().unregister(collector);
      }
    }
  }

  private MaosMeters(TimeSource time) {
    this.time = time;
  }

  /** The metrics of all parts. */
  public static MaosMeters of(Maos maos) {
    return of(maos, TimeSource.system());
  }

  /** The same, by another clock. */
  public static MaosMeters of(Maos maos, TimeSource time) {
    var meters = new MaosMeters(Objects.requireNonNull(time, "time"));
    var source = new MaosReadings(Objects.requireNonNull(maos, "maos"));
    meters.sources.add(source::read);
    return meters;
  }

  /** With the calls, retries and circuit breakers of these policies. */
  public MaosMeters with(ErrorPolicies policies) {
    var source = new ResilienceReadings();
    Objects.requireNonNull(policies, "policies");
    sources.add(into -> source.read(policies, into));
    return this;
  }

  /** With what this has sealed, opened and refused. */
  public MaosMeters with(CommunicationSecurity security) {
    Objects.requireNonNull(security, "security");
    sources.add(into -> SecurityReadings.read(security.metrics(), into));
    return this;
  }

  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    var shape =
        registry instanceof PrometheusMeterRegistry ? new PrometheusShape() : new AnyShape();
    var board = new Board(registry, this::read, time, shape);
    if (registry instanceof PrometheusMeterRegistry prometheus
        && shape instanceof PrometheusShape collector) {
      prometheus.getPrometheusRegistry().register(collector);
    }
    bindings.add(new Binding(registry, board, shape));
    board.refresh();
  }

  /** Reads everything now, also what a registry does not know of yet. */
  public synchronized void refresh() {
    bindings.forEach(binding -> binding.board().refresh());
  }

  // The parts keep the names that they have told, so one reads at a time.
  private List<Reading> read() {
    var all = new Readings();
    synchronized (sources) {
      sources.forEach(source -> source.accept(all));
    }
    return all.all();
  }

  /** Takes all meters out of their registries. Closing twice is fine. */
  @Override
  public synchronized void close() {
    bindings.forEach(Binding::close);
    bindings.clear();
  }
}
