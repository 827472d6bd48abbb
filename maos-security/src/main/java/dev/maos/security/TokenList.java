package dev.maos.security;

import dev.maos.security.crypto.Digests;
import dev.maos.security.tokens.Revocations;
import dev.maos.security.wire.MalformedException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * Revoked tokens as processes tell one another of them: those of one drawer, of which there are
 * 256, so that what is told takes a bounded room in the tables. As text it has a line for each,
 * with the moment in microseconds, a space, and the id in Base64 for URLs. Immutable.
 *
 * @param ids when each was revoked
 */
record TokenList(Map<String, Instant> ids) {
  TokenList {
    ids = Map.copyOf(ids);
  }

  /** The drawer that a token belongs to. */
  static String drawer(String id) {
    var hash = Digests.sha256(id.getBytes(StandardCharsets.UTF_8));
    return "%02x".formatted(hash[0] & 0xFF);
  }

  /** What is known to be revoked of a drawer. */
  static TokenList of(Revocations known, String drawer) {
    return new TokenList(known.ids(id -> drawer(id).equals(drawer)));
  }

  boolean hasAllOf(TokenList other) {
    return ids.keySet().containsAll(other.ids.keySet());
  }

  String text() {
    var out = new StringBuilder();
    var encoder = Base64.getUrlEncoder().withoutPadding();
    new TreeMap<>(ids)
        .forEach((id, at) ->
            out.append(moment(at))
                .append(' ')
                .append(encoder.encodeToString(id.getBytes(StandardCharsets.UTF_8)))
                .append('\n'));
    return out.toString();
  }

  static TokenList parse(String text) throws MalformedException {
    var ids = new TreeMap<String, Instant>();
    for (var line : text.lines().toList()) {
      int space = line.indexOf(' ');
      if (space < 0) {
        throw new MalformedException("no list of tokens");
      }
      ids.put(id(line.substring(space + 1)), moment(line.substring(0, space)));
    }
    return new TokenList(ids);
  }

  private static String id(String base64) throws MalformedException {
    try {
      return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new MalformedException("no id of a token");
    }
  }

  static String moment(Instant at) {
    return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at));
  }

  static Instant moment(String micros) throws MalformedException {
    try {
      return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    } catch (NumberFormatException | DateTimeException | ArithmeticException _) {
      throw new MalformedException("no moment");
    }
  }
}
