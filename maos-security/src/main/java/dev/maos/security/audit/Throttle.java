package dev.maos.security.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets one entry a second through of each kind, agent and detail, and counts the others, so that
 * nobody fills a disk by being refused. At most 1,000 are told apart at a time; what comes beyond
 * counts together, by its kind. One thread's at a time.
 */
final class Throttle {
  private static final long PERIOD = Duration.ofSeconds(1).toNanos();
  private static final int MAX_KEYS = 1_000;
  private static final String OTHERS = "(others)";

  private final Map<AuditEntry, Waiting> waiting = new LinkedHashMap<>();

  /** Entries that were held back since one was let through. */
  private static final class Waiting {
    final long since;
    long count;

    Waiting(long since) {
      this.since = since;
    }
  }

  /** An entry that stands for so many. */
  record Counted(AuditEntry entry, long times) {}

  /** What is to be written now that this entry came. */
  List<Counted> enter(AuditEntry given, long now) {
    var due = due(now);
    var entry = isTold(given) ? given : new AuditEntry(given.kind(), OTHERS, "");
    var known = waiting.get(entry);
    if (known != null) {
      known.count++;
      return due;
    }
    waiting.put(entry, new Waiting(now));
    due.add(new Counted(entry, 1));
    return due;
  }

  private boolean isTold(AuditEntry entry) {
    return waiting.size() < MAX_KEYS || waiting.containsKey(entry);
  }

  /** What was held back for a second. */
  List<Counted> due(long now) {
    var due = new ArrayList<Counted>();
    var each = waiting.entrySet().iterator();
    while (each.hasNext()) {
      var next = each.next();
      if (now - next.getValue().since < PERIOD) {
        break;
      }
      each.remove();
      if (next.getValue().count > 0) {
        due.add(new Counted(next.getKey(), next.getValue().count));
      }
    }
    return due;
  }

  /** All that was held back. */
  List<Counted> rest() {
    var rest = new ArrayList<Counted>();
    waiting.forEach((entry, held) -> {
      if (held.count > 0) {
        rest.add(new Counted(entry, held.count));
      }
    });
    waiting.clear();
    return rest;
  }
}
