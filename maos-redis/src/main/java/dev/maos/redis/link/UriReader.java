package dev.maos.redis.link;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the text of a Redis URI by hand: java.net.URI knows no lists of hosts, and its errors
 * repeat the password.
 */
final class UriReader {
  static final String FORM =
      "redis://[user:password@]host[:port][/db], rediss://...,"
          + " redis-sentinel://host,...?master=NAME or redis-cluster://host,...";
  private static final int MAX_LENGTH = 2_000;
  private static final int MAX_DATABASE = 15;
  private static final int MAX_PORT = 65_535;

  private UriReader() {}

  static RedisUri read(String text) {
    if (text.length() > MAX_LENGTH) {
      throw refused("length of Redis URI", Integer.toString(text.length()), "<= " + MAX_LENGTH);
    }
    int slashes = text.indexOf("://");
    var scheme = slashes < 0 ? "" : text.substring(0, slashes).toLowerCase(Locale.ROOT);
    var topology = topology(scheme, text);
    var rest = text.substring(slashes + 3);
    int question = rest.indexOf('?', Math.max(0, rest.lastIndexOf('@')));
    var options = UriOptions.read(question < 0 ? "" : rest.substring(question + 1));
    var place = question < 0 ? rest : rest.substring(0, question);
    int at = place.lastIndexOf('@');
    int slash = place.indexOf('/', at + 1);
    boolean tls = scheme.equals("rediss");
    options.check(topology, tls);
    return new RedisUri(
        topology,
        tls,
        at < 0 ? Login.NONE : login(place.substring(0, at)),
        addresses(place.substring(at + 1, slash < 0 ? place.length() : slash), topology),
        slash < 0 ? 0 : database(place.substring(slash + 1), topology),
        options.master(),
        options.ca(),
        options.namespace(),
        options.durability(),
        options.replicas(),
        options.timeout());
  }

  static InvalidInputException refused(String field, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_REDIS_URL, field, value, allowed);
  }

  /** The text with whatever may be a password replaced by {@code ***}. */
  static String mask(String text) {
    int at = text.lastIndexOf('@');
    if (at < 0) {
      return text;
    }
    int slashes = text.indexOf("://");
    int from = slashes < 0 || slashes > at ? 0 : slashes + 3;
    int colon = text.indexOf(':', from);
    boolean named = colon >= 0 && colon < at;
    return text.substring(0, named ? colon + 1 : from) + "***" + text.substring(at);
  }

  private static Topology topology(String scheme, String text) {
    return switch (scheme) {
      case "redis", "rediss" -> Topology.SINGLE;
      case "redis-sentinel" -> Topology.SENTINEL;
      case "redis-cluster" -> Topology.CLUSTER;
      default -> throw refused("Redis URI", mask(text), FORM);
    };
  }

  private static Login login(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw refused("user and password", "***", "user:password or :password before the @");
    }
    var login = new Login(decode(text.substring(0, colon)), decode(text.substring(colon + 1)));
    if (!login.isGiven()) {
      throw refused("password", "", "user:password or :password before the @, or neither");
    }
    return login;
  }

  private static String decode(String text) {
    try {
      // Only %xx is decoded; URLDecoder would take a plus for a blank.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw refused("user and password", "***", "each % followed by two hexadecimal digits");
    }
  }

  private static List<Address> addresses(String text, Topology topology) {
    var addresses = new ArrayList<Address>();
    for (var part : text.split(",", -1)) {
      addresses.add(address(part, topology));
    }
    if (topology == Topology.SINGLE && addresses.size() > 1) {
      throw refused("host", text, "one host; several need redis-sentinel:// or redis-cluster://");
    }
    return addresses;
  }

  private static Address address(String text, Topology topology) {
    int close = text.startsWith("[") ? text.indexOf(']') : -1;
    int colon = text.indexOf(':', close + 1);
    var host = colon < 0 ? text : text.substring(0, colon);
    if (close > 0) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isEmpty() || !host.chars().allMatch(c -> isHostCharacter(c, close > 0))) {
      throw refused("host", host, "a name or an address, as in " + FORM);
    }
    int usual = topology == Topology.SENTINEL ? Address.SENTINEL_PORT : Address.REDIS_PORT;
    return new Address(
        host, colon < 0 ? usual : number("port", text.substring(colon + 1), 1, MAX_PORT));
  }

  private static boolean isHostCharacter(int c, boolean bracketed) {
    boolean ofName = c < 128 && (Character.isLetterOrDigit(c) || ".-_".indexOf(c) >= 0);
    return ofName || (bracketed && (c == ':' || c == '%'));
  }

  private static int database(String text, Topology topology) {
    if (text.isEmpty()) {
      return 0;
    }
    if (topology == Topology.CLUSTER && !text.equals("0")) {
      throw refused("database", text, "none: a Redis Cluster has only database 0");
    }
    return number("database", text, 0, MAX_DATABASE);
  }

  static int number(String field, String text, int from, int to) {
    if (!text.matches("[0-9]{1,9}")
        || Integer.parseInt(text) < from
        || Integer.parseInt(text) > to) {
      throw refused(field, text, "a whole number from " + from + " to " + to);
    }
    return Integer.parseInt(text);
  }
}
