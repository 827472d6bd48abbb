package dev.maos.security.audit;

import dev.maos.security.crypto.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A line of the log: an entry as JSON, whose last field is the SHA-256 of that of the line before
 * it, as 32 bytes, and of all in this line that stands before.
 *
 * <pre>
 *   {"n":7,"at":"2026-01-01T00:00:00Z","what":"AGENT_BLOCKED","who":"rogue","detail":"odd",
 *    "times":1,"chain":"..."}
 * </pre>
 */
final class ChainedLine {
  static final String CHAIN = ",\"chain\":\"";
  static final String END = "\"}";
  static final int DIGITS = 64;

  private ChainedLine() {}

  /** The line after this head. */
  static String of(AuditHead before, Instant at, AuditEntry entry, long times) {
    var body =
        "{\"n\":%d,\"at\":\"%s\",\"what\":\"%s\",\"who\":%s,\"detail\":%s,\"times\":%d"
            .formatted(
                before.lines() + 1,
                at,
                entry.kind(),
                quoted(entry.who()),
                quoted(entry.detail()),
                times);
    return body + CHAIN + chain(before.chain(), body) + END;
  }

  // What is escaped has quotes and backslashes of its own, and nothing else that JSON minds.
  private static String quoted(String escaped) {
    return '"' + escaped.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  static String chain(String before, String body) {
    var hex = HexFormat.of();
    return hex.formatHex(
        Digests.sha256(hex.parseHex(before), body.getBytes(StandardCharsets.UTF_8)));
  }

  /** Where the chain of a line begins to be told, or -1 if it is none. */
  static int chainAt(String line) {
    int at = line.length() - END.length() - DIGITS - CHAIN.length();
    return at > 0 && line.startsWith(CHAIN, at) && line.endsWith(END) ? at : -1;
  }
}
