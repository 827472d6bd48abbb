package dev.maos.cli;

import dev.maos.base.MaosException;
import dev.maos.message.Durability;
import dev.maos.message.PublishOutcome.Failed;
import dev.maos.message.Receipt;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Tells what became of published messages: receipts to the output, the rest to the errors.
 * Thread-safe.
 */
final class PubReport {
  /** More of them do not help anybody; the others are only counted. */
  private static final int MOST_REFUSALS_TOLD = 5;

  private final Terminal terminal;
  private final Failures failures;
  private final ProgressBar progress;
  private final JsonLines lines;
  private final boolean json;
  private final boolean isBulk;
  private long handedOver;
  private long accepted;
  private long duplicates;
  private long failed;
  private long invalid;
  private boolean finished;

  PubReport(Host host, boolean json, boolean isBulk) {
    this.terminal = host.terminal();
    this.failures = new Failures(terminal);
    this.progress = new ProgressBar(terminal, host.time());
    this.lines = new JsonLines(terminal);
    this.json = json;
    this.isBulk = isBulk;
  }

  /** A message is on its way. */
  synchronized void handedOver() {
    handedOver++;
  }

  synchronized void accepted(Receipt receipt) {
    accepted += receipt.duplicate() ? 0 : 1;
    duplicates += receipt.duplicate() ? 1 : 0;
    if (json) {
      lines.print(fields(receipt));
    } else {
      var duplicate = receipt.duplicate() ? "  duplicate" : "";
      terminal.out().println(receipt.id() + "  " + words(receipt.durability()) + duplicate);
      terminal.out().flush();
    }
    showProgress();
  }

  private static Map<String, Object> fields(Receipt receipt) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("id", receipt.id().toString());
    fields.put("durability", receipt.durability().level().name());
    fields.put("replicas", receipt.durability().replicas());
    fields.put("duplicate", receipt.duplicate());
    return fields;
  }

  private static String words(Durability durability) {
    return durability.replicas() == 0
        ? durability.level().name()
        : durability.level() + "(" + durability.replicas() + ")";
  }

  /** The bus refused it, or nobody knows. */
  synchronized void refused(Failed outcome) {
    failed++;
    refuse(Map.of("id", outcome.id().toString()), "", outcome.error());
  }

  /** There is no such message. */
  synchronized void refused(long number, MaosException error) {
    invalid++;
    refuse(Map.of("number", number), isBulk ? "message " + number + ": " : "", error);
  }

  private void refuse(Map<String, ?> what, String place, MaosException error) {
    if (json) {
      var fields = new LinkedHashMap<String, Object>(what);
      fields.put("error", error.code().name());
      fields.put("message", String.valueOf(error.getMessage()));
      lines.print(fields);
    } else if (refused() <= MOST_REFUSALS_TOLD) {
      progress.clear();
      failures.report(place + error.getMessage());
    }
    showProgress();
  }

  /** Where receipts run down the same screen nobody needs a bar. */
  private void showProgress() {
    if (isBulk && !terminal.interactive().out()) {
      progress.show(answered(), "messages");
    }
  }

  /** Tells the counts, once. */
  synchronized void finish() {
    if (finished) {
      return;
    }
    finished = true;
    progress.clear();
    if (isBulk && !json) {
      terminal.err().println(counts());
    }
    if (unanswered() > 0) {
      failures.report(Count.of(unanswered(), "message") + " unanswered, stored or not");
    }
    terminal.err().flush();
  }

  synchronized int exitCode() {
    return refused() == 0 && unanswered() == 0 ? ExitCode.OK : ExitCode.FAILURE;
  }

  private String counts() {
    return String.format(
        Locale.ROOT,
        "%,d accepted, %s, %,d refused, %,d/s",
        accepted,
        Count.of(duplicates, "duplicate"),
        refused(),
        progress.rate(answered()));
  }

  private long refused() {
    return failed + invalid;
  }

  /** How many the bus has accepted or refused. */
  synchronized long answered() {
    return accepted + duplicates + failed;
  }

  private long unanswered() {
    return Math.max(0, handedOver - answered());
  }
}
