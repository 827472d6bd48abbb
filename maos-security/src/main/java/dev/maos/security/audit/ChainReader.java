package dev.maos.security.audit;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Follows the chain through a file, line by line. One thread's. */
final class ChainReader {
  private static final long MAX_SIZE = 128L * 1024 * 1024;
  private static final String FIRST_DETAIL = "\"what\":\"LOG_BEGINS\",\"who\":\"\",\"detail\":\"";

  private final Path file;
  private final String text;
  private long line;

  /** How many bytes the whole lines have that followed from one another. */
  private long goodBytes;

  private AuditHead head = AuditHead.START;
  private Optional<String> fault = Optional.empty();

  private ChainReader(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  static ChainReader read(Path file) {
    try {
      if (Files.size(file) > MAX_SIZE) {
        throw new MaosException(ErrorCode.AUDIT_CORRUPT, file + " is larger than any audit log");
      }
      // One character for each byte: what is no UTF-8 must not read like something else.
      var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      var reader = new ChainReader(file, text);
      reader.follow();
      return reader;
    } catch (IOException e) {
      throw new MaosException(ErrorCode.AUDIT_UNAVAILABLE, "cannot read " + file, e);
    }
  }

  private void follow() {
    int from = 0;
    while (from < text.length() && fault.isEmpty()) {
      line++;
      int end = text.indexOf('\n', from);
      if (end < 0) {
        fault = Optional.of("it is cut off");
        return;
      }
      fault = faultOf(text.substring(from, end));
      from = end + 1;
      goodBytes = fault.isEmpty() ? from : goodBytes;
    }
  }

  private Optional<String> faultOf(String bytes) {
    int at = ChainedLine.chainAt(bytes);
    if (at < 0) {
      return Optional.of("it is no line of a log");
    }
    // Back to characters, as the chain was made of their UTF-8.
    var body = utf8(bytes.substring(0, at));
    int digits = at + ChainedLine.CHAIN.length();
    var chain = bytes.substring(digits, digits + ChainedLine.DIGITS);
    long number = numberOf(body);
    var before = line == 1 ? beginning(body, number) : Optional.of(head);
    if (before.isEmpty()) {
      return Optional.of("it is not the first line of a file");
    }
    if (number != before.get().lines() + 1) {
      return Optional.of("its number is %d, not %d".formatted(number, before.get().lines() + 1));
    }
    if (!ChainedLine.chain(before.get().chain(), body).equals(chain)) {
      return Optional.of("its chain does not fit");
    }
    head = new AuditHead(number, chain);
    return Optional.empty();
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static Optional<AuditHead> beginning(String body, long number) {
    int at = body.indexOf(FIRST_DETAIL);
    int from = at + FIRST_DETAIL.length();
    if (at < 0 || body.length() < from + ChainedLine.DIGITS) {
      return Optional.empty();
    }
    var chain = body.substring(from, from + ChainedLine.DIGITS);
    boolean isChain = chain.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0);
    return isChain ? Optional.of(new AuditHead(number - 1, chain)) : Optional.empty();
  }

  private static long numberOf(String body) {
    int from = "{\"n\":".length();
    int end = body.indexOf(',');
    try {
      return body.startsWith("{\"n\":") && end > from
          ? Long.parseLong(body.substring(from, end))
          : -1;
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  /** The chain that its first line says the file follows. */
  Optional<AuditHead> before() {
    int end = text.indexOf('\n');
    int at = end < 0 ? -1 : ChainedLine.chainAt(text.substring(0, end));
    if (at < 0) {
      return Optional.empty();
    }
    var body = utf8(text.substring(0, at));
    return beginning(body, numberOf(body));
  }

  /** The number of its first line. */
  long firstNumber() {
    return before().map(AuditHead::lines).orElse(0L) + 1;
  }

  /** Whether nothing but the end of the last line is missing. */
  boolean isOnlyTorn() {
    return fault.isPresent() && text.indexOf('\n', (int) goodBytes) < 0;
  }

  long goodBytes() {
    return goodBytes;
  }

  AuditHead head() {
    return head;
  }

  /** The first line that does not follow from those before it. */
  Optional<AuditVerdict.Broken> fault() {
    return fault.map(why -> new AuditVerdict.Broken(file, line, why));
  }

  /** The chain of a line, by the number that it has since the log began. */
  Optional<String> chainOf(long number) {
    var prefix = "{\"n\":" + number + ",";
    return text.lines()
        .filter(each -> each.startsWith(prefix))
        .map(each ->
            each.substring(
                each.length() - ChainedLine.END.length() - ChainedLine.DIGITS,
                each.length() - ChainedLine.END.length()))
        .findFirst();
  }
}
