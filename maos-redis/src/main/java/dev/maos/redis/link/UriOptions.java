package dev.maos.redis.link;

import static dev.maos.redis.link.UriReader.refused;

import dev.maos.message.Durability;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What stands behind the question mark of a Redis URI. */
record UriOptions(Map<String, String> values) {
  private static final List<String> KNOWN =
      List.of("namespace", "durability", "replicas", "timeout", "master", "ca");
  private static final int MAX_REPLICAS = 5;
  private static final int MAX_NAME_LENGTH = 32;
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  static UriOptions read(String query) {
    var values = new HashMap<String, String>();
    for (var part : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = part.indexOf('=');
      var name = equals < 0 ? part : part.substring(0, equals);
      if (!KNOWN.contains(name)) {
        throw refused("option", name, allowed(name));
      }
      if (values.put(name, equals < 0 ? "" : decode(part.substring(equals + 1))) != null) {
        throw refused("option", name, "each option once");
      }
    }
    return new UriOptions(values);
  }

  /** Refuses options that have no meaning where they stand, rather than ignoring them. */
  void check(Topology topology, boolean tls) {
    if (topology == Topology.SENTINEL && master().isEmpty()) {
      throw refused("master", "", "the name that the Sentinels know: ?master=NAME");
    }
    if (topology != Topology.SENTINEL && values.containsKey("master")) {
      throw refused("option", "master", "master only with redis-sentinel://");
    }
    if (values.containsKey("ca") && (!tls || ca().isEmpty())) {
      throw refused("option", "ca", "ca=FILE, only with rediss://");
    }
  }

  String master() {
    var name = values.getOrDefault("master", "");
    return name.isEmpty() ? name : name("master", name);
  }

  String ca() {
    return values.getOrDefault("ca", "");
  }

  String namespace() {
    return name("namespace", values.getOrDefault("namespace", "maos"));
  }

  Durability.Level durability() {
    var text = values.getOrDefault("durability", "memory");
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "memory" -> Durability.Level.MEMORY;
      case "process" -> Durability.Level.PROCESS;
      case "disk" -> Durability.Level.DISK;
      default ->
          throw refused(
              "durability", text, "memory, process or disk; for further machines: replicas=N");
    };
  }

  int replicas() {
    return UriReader.number("replicas", values.getOrDefault("replicas", "0"), 0, MAX_REPLICAS);
  }

  Duration timeout() {
    var text = values.getOrDefault("timeout", "2s");
    if (!text.matches("[0-9]{1,6}(ms|s)")) {
      throw refusedTimeout(text);
    }
    boolean millis = text.endsWith("ms");
    long amount = Long.parseLong(text.substring(0, text.length() - (millis ? 2 : 1)));
    var timeout = millis ? Duration.ofMillis(amount) : Duration.ofSeconds(amount);
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw refusedTimeout(text);
    }
    return timeout;
  }

  private static RuntimeException refusedTimeout(String text) {
    return refused("timeout", text, "100ms to 60s, as a whole number with ms or s");
  }

  private static String name(String field, String text) {
    if (!text.matches("[A-Za-z0-9._-]{1," + MAX_NAME_LENGTH + "}")) {
      throw refused(field, text, "1 to " + MAX_NAME_LENGTH + " letters, digits, '-', '_' or '.'");
    }
    return text;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw refused("option", text, "each % followed by two hexadecimal digits");
    }
  }

  private static String allowed(String name) {
    var nearest =
        KNOWN.stream()
            .filter(known -> distance(known, name) <= 3)
            .min((a, b) -> Integer.compare(distance(a, name), distance(b, name)));
    return "one of "
        + String.join(", ", KNOWN.stream().sorted().toList())
        + nearest.map(known -> "; did you mean " + known + "?").orElse("");
  }

  /** In how many letters two words differ: inserted, left out or changed (Levenshtein). */
  private static int distance(String a, String b) {
    if (b.length() > MAX_NAME_LENGTH) {
      return MAX_NAME_LENGTH;
    }
    var row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
