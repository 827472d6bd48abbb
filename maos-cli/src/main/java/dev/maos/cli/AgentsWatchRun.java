package dev.maos.cli;

import dev.maos.base.Signal;
import dev.maos.registry.AgentChange;
import dev.maos.registry.AgentQuery;
import dev.maos.registry.AgentRecord;
import dev.maos.registry.AgentRegistry;
import dev.maos.registry.WatchListener;
import dev.maos.registry.WatchStart;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One watching of agents, each change printed, until enough were printed, time is up, nobody reads
 * the output any more, or the process is told to end.
 */
final class AgentsWatchRun implements WatchListener {
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  /** How often it looks whether the backend is there: often enough for a person. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Host host;
  private final Outages outages;
  private final long most;
  private final boolean json;
  private final JsonLines lines;
  private final Signal change = new Signal();
  private final AtomicLong printed = new AtomicLong();
  private volatile boolean over;
  private volatile boolean lostItsReader;

  AgentsWatchRun(Host host, Outages outages, long most, boolean json) {
    this.host = host;
    this.outages = outages;
    this.most = most;
    this.json = json;
    this.lines = new JsonLines(host.terminal());
  }

  /** Watches, and returns how many changes were printed. */
  long watch(
      AgentRegistry registry, AgentQuery wanted, WatchStart start, Optional<Duration> patience)
      throws InterruptedException {
    try (var _ = AtInterrupt.run(this::over);
        var _ = registry.watch(start, wanted, this)) {
      var left = patience.orElse(FOR_EVER);
      while (!over && left.isPositive()) {
        var pause = left.compareTo(LOOK) < 0 ? left : LOOK;
        change.await(() -> over, pause, host.time());
        outages.look();
        left = left.minus(pause);
      }
      return printed.get();
    }
  }

  boolean lostItsReader() {
    return lostItsReader;
  }

  @Override
  public void changed(AgentChange happened) {
    if (over) {
      return;
    }
    print(happened);
    lostItsReader = !host.terminal().handOn();
    if (printed.incrementAndGet() == most || lostItsReader) {
      over();
    }
  }

  @Override
  public void startsOver() {
    var err = host.terminal().err();
    err.println("maos: too much was missed; everybody who is there follows");
    err.flush();
  }

  private void print(AgentChange happened) {
    if (json) {
      lines.print(fields(happened));
      return;
    }
    var terminal = host.terminal();
    var line =
        "%-8s %s%s%s"
            .formatted(
                happened.kind(),
                happened.agent(),
                happened.record().map(record -> "  " + record.status()).orElse(""),
                happened.reason().isEmpty() ? "" : "  (" + happened.reason() + ")");
    terminal.out().println(terminal.outStyle().shown(line));
  }

  private static Map<String, Object> fields(AgentChange happened) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("change", happened.kind().name());
    fields.put("agent", happened.agent().value());
    happened.record().ifPresent(record -> put(fields, record));
    fields.put("reason", happened.reason());
    fields.put("cursor", happened.cursor().toString());
    return fields;
  }

  private static void put(Map<String, Object> fields, AgentRecord record) {
    fields.put("type", record.descriptor().type());
    fields.put("status", record.status().name());
    fields.put("load", record.state().load());
    fields.put("session", record.session().value());
  }

  private void over() {
    over = true;
    change.raise();
  }
}
