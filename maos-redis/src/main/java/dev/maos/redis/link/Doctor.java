package dev.maos.redis.link;

import dev.maos.backend.Finding;
import dev.maos.backend.Finding.Severity;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Looks at a server and says what is good and what is not, each with its remedy. */
final class Doctor {
  private static final long LARGEST_SKEW_MICROS = 500_000;
  private static final int FULL_PERCENT = 80;

  private final RedisUri uri;
  private final TimeSource time;
  private final List<Finding> findings = new ArrayList<>();

  Doctor(RedisUri uri, TimeSource time) {
    this.uri = uri;
    this.time = time;
  }

  List<Finding> examine() {
    try {
      Settings.check(uri);
      look();
    } catch (LinkException e) {
      bad(findings.isEmpty() ? "connection" : "permissions", e);
    } catch (InvalidInputException e) {
      bad("connection", e);
    }
    return List.copyOf(findings);
  }

  private void look() {
    long start = time.nanos();
    try (var wiring = Wiring.of(uri, new RedisConnectionStateListener() {})) {
      var connection = connect(wiring);
      var reader = new FactsReader(uri, connection);
      good("connection", uri.place() + " in " + millisSince(start) + " ms");
      var missing = Rights.missing(uri, wiring, connection);
      boolean configForbidden = missing.contains(Right.SETTINGS);
      if (!missing.contains(Right.INFO)) {
        var facts = reader.read();
        server(facts);
        configForbidden = facts.configForbidden();
      }
      clock(reader);
      user(reader, configForbidden);
      rights(missing);
      good("namespace", uri.namespace());
    }
  }

  private Connection connect(Wiring wiring) {
    try {
      return wiring.reach(uri, failure -> {});
    } catch (RedisException e) {
      throw Failure.opening(uri, e);
    }
  }

  private void server(ServerFacts facts) {
    version(facts);
    role(facts);
    eviction(facts);
    memory(facts);
    persistence(facts);
    replicas(facts);
  }

  private void version(ServerFacts facts) {
    if (facts.isAtLeast(Examination.MAJOR, Examination.MINOR)) {
      good("version", facts.version());
    } else {
      bad("version", facts.version(), Remedies.UPGRADE);
    }
  }

  private void role(ServerFacts facts) {
    if (facts.isMaster()) {
      good("role", facts.role());
    } else {
      bad("role", facts.role(), Remedies.MASTER);
    }
  }

  private void eviction(ServerFacts facts) {
    if (facts.mayEvict()) {
      bad("maxmemory-policy", facts.evictionPolicy(), Remedies.NO_EVICTION);
    } else if (facts.evictionPolicy().equals("noeviction")) {
      good("maxmemory-policy", facts.evictionPolicy());
    } else {
      var found = facts.evictionPolicy() + ", harmless only while maxmemory is 0";
      warn("maxmemory-policy", found, Remedies.NO_EVICTION);
    }
  }

  private void memory(ServerFacts facts) {
    if (facts.maxMemory() == 0) {
      warn("memory", facts.usedMemory() + " bytes used, no limit", Remedies.LIMIT);
      return;
    }
    long percent = facts.usedMemory() * 100 / facts.maxMemory();
    var found =
        "%d of %d bytes used (%d %%)".formatted(facts.usedMemory(), facts.maxMemory(), percent);
    if (percent >= FULL_PERCENT) {
      warn("memory", found, Remedies.MORE_MEMORY);
    } else {
      good("memory", found);
    }
  }

  private void persistence(ServerFacts facts) {
    var given = facts.durability().level();
    var found =
        "appendonly %s, appendfsync %s: %s"
            .formatted(
                facts.appendOnly() ? "yes" : "no",
                facts.configForbidden() ? "unknown" : facts.appendFsync(),
                given.name().toLowerCase(Locale.ROOT));
    if (given.compareTo(uri.durability()) >= 0) {
      good("persistence", found);
      return;
    }
    var remedy = facts.appendOnly() ? Remedies.SYNC_ALWAYS : Remedies.APPEND_ONLY;
    if (facts.appendOnly() && facts.configForbidden()) {
      warn("persistence", found, Remedies.ALLOW_CONFIG);
    } else {
      bad("persistence", found, remedy);
    }
  }

  private void replicas(ServerFacts facts) {
    var found = facts.connectedReplicas() + " connected, " + uri.replicas() + " waited for";
    if (facts.connectedReplicas() < uri.replicas()) {
      bad("replicas", found, Remedies.REPLICAS);
    } else {
      good("replicas", found);
    }
  }

  private void clock(FactsReader reader) {
    try {
      long skew = reader.micros() - time.micros();
      var found = skew / 1_000 + " ms ahead of this machine";
      if (Math.abs(skew) > LARGEST_SKEW_MICROS) {
        warn("clock", found, Remedies.CLOCK);
      } else {
        good("clock", found);
      }
    } catch (LinkException e) {
      warn("clock", Failure.words(e), Remedies.of(e.code()));
    }
  }

  private void user(FactsReader reader, boolean configForbidden) {
    try {
      good("user", reader.user());
    } catch (LinkException e) {
      good("user", "not allowed to ask for its own name");
    }
    if (configForbidden) {
      warn("settings", "not allowed to read them", Remedies.ALLOW_CONFIG);
    }
  }

  private void rights(Set<Right> missing) {
    var needed = EnumSet.noneOf(Right.class);
    var spared = EnumSet.noneOf(Right.class);
    missing.forEach(right -> (isNeeded(right, missing) ? needed : spared).add(right));
    // Has a finding of its own.
    spared.remove(Right.SETTINGS);
    if (!needed.isEmpty()) {
      bad("permissions", notAllowed(needed), Remedies.allow(needed, uri));
    }
    spared.forEach(
        right -> warn("permissions", notAllowed(Set.of(right)), Remedies.spared(right, uri)));
  }

  // Who may not even call is told at once how to need nobody else.
  private boolean isNeeded(Right right, Set<Right> missing) {
    return switch (right) {
      case LOAD -> missing.contains(Right.CALL);
      case WAIT -> uri.replicas() > 0;
      case PING, ROLE, SETTINGS, STREAM -> false;
      default -> true;
    };
  }

  private String notAllowed(Collection<Right> missing) {
    return "not allowed: " + Right.names(missing, uri);
  }

  private long millisSince(long start) {
    return Duration.ofNanos(time.nanos() - start).toMillis();
  }

  private void good(String subject, String found) {
    findings.add(new Finding(Severity.GOOD, subject, found, ""));
  }

  private void warn(String subject, String found, String remedy) {
    findings.add(new Finding(Severity.WARNING, subject, found, remedy));
  }

  private void bad(String subject, MaosException failure) {
    bad(subject, Failure.words(failure), Remedies.of(failure.code()));
  }

  private void bad(String subject, String found, String remedy) {
    findings.add(new Finding(Severity.BAD, subject, found, remedy));
  }
}
