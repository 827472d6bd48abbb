package dev.maos.base;

import dev.maos.base.JsonPaths.Path;
import dev.maos.base.JsonValues.Mark;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * One pass over one document: checks every byte, and picks up what lies at the ends of some ways.
 *
 * <p>Where it stands is the next byte to be read; each step begins at the first byte of what it
 * reads and ends behind it, or answers that it cannot. Used for one document after another. One
 * thread's.
 */
final class JsonScan {
  private static final byte[] NO_BYTES = {};
  private static final int FAILED = -1;
  private static final int UNKNOWN = -1;
  private static final BitSet NOT_NEEDED = new BitSet();

  private final JsonTokens tokens = new JsonTokens();
  private final JsonValues found;
  private byte[] bytes = NO_BYTES;
  private int start;
  private int end;

  JsonScan(JsonValues found) {
    this.found = found;
  }

  /** Picks up what there is; nothing if it is no JSON. */
  void run(byte[] document, int from, int behind, Path root) {
    bytes = document;
    start = from;
    end = behind;
    tokens.begin(document, behind);
    int at = value(tokens.skipSpace(start), root, 0);
    if (at == FAILED || tokens.skipSpace(at) != end || !isWellFormed()) {
      found.clear();
    }
    bytes = NO_BYTES;
    tokens.begin(NO_BYTES, 0);
  }

  /** The rest of what the strict reader checks, where there is anything to check. */
  private boolean isWellFormed() {
    try {
      if (tokens.sawBeyondAscii()) {
        Utf8.check(bytes, start, end - start);
      }
      if (tokens.sawUnicodeEscape()) {
        JsonText.checkEscapes(bytes, start, end - start);
      }
      return true;
    } catch (InvalidInputException malformed) {
      return false;
    }
  }

  /** Reads any value, and notes it if somebody wants it. */
  private int value(int at, @Nullable Path wanted, int depth) {
    if (at >= end) {
      return FAILED;
    }
    int behind =
        switch (bytes[at]) {
          case '{' -> object(at, wanted, depth + 1);
          case '[' -> array(at, depth + 1);
          case '"' -> tokens.string(at);
          case 't' -> tokens.literal(at, "true");
          case 'f' -> tokens.literal(at, "false");
          case 'n' -> tokens.literal(at, "null");
          default -> tokens.number(at);
        };
    if (behind != FAILED && wanted != null && wanted.isEnd()) {
      note(wanted, at, behind);
    }
    return behind;
  }

  private void note(Path path, int at, int behind) {
    found.add(
        path,
        switch (bytes[at]) {
          case '{', '[' -> Mark.COMPOSITE;
          case '"' -> tokens.text(at + 1, behind - 1);
          case 't' -> true;
          case 'f' -> false;
          case 'n' -> Mark.NULL;
          default -> tokens.value(at, behind);
        });
  }

  private int object(int open, @Nullable Path wanted, int depth) {
    if (depth > JsonText.MAX_DEPTH) {
      return FAILED;
    }
    int at = tokens.skipSpace(open + 1);
    if (tokens.is(at, '}')) {
      return at + 1;
    }
    var names = wanted == null ? JsonNames.NONE : wanted.names();
    var seen = names.size() > Long.SIZE ? new BitSet(names.size()) : NOT_NEEDED;
    long few = 0;
    while (at < end && bytes[at] == '"') {
      int behind = tokens.string(at);
      int colon = behind == FAILED ? FAILED : tokens.skipSpace(behind);
      if (colon == FAILED || !tokens.is(colon, ':')) {
        return FAILED;
      }
      int name = names.size() == 0 ? UNKNOWN : find(names, at + 1, behind - 1);
      boolean isNew = name != UNKNOWN && (few >>> name & 1) == 0 && !seen.get(name);
      if (isNew && names.size() > Long.SIZE) {
        seen.set(name);
      } else if (isNew) {
        few |= 1L << name;
      }
      at = value(tokens.skipSpace(colon + 1), isNew ? names.get(name) : null, depth);
      at = at == FAILED ? FAILED : tokens.skipSpace(at);
      if (at == FAILED || tokens.is(at, '}')) {
        return at == FAILED ? FAILED : at + 1;
      }
      if (!tokens.is(at, ',')) {
        return FAILED;
      }
      at = tokens.skipSpace(at + 1);
    }
    return FAILED;
  }

  /** Which of the names stands between two quotes. */
  private int find(JsonNames names, int from, int to) {
    if (tokens.hasEscape(from, to)) {
      var name = Utf8.encode(tokens.text(from, to));
      return names.find(name, 0, name.length);
    }
    return names.find(bytes, from, to);
  }

  private int array(int open, int depth) {
    if (depth > JsonText.MAX_DEPTH) {
      return FAILED;
    }
    int at = tokens.skipSpace(open + 1);
    if (tokens.is(at, ']')) {
      return at + 1;
    }
    while (true) {
      at = value(at, null, depth);
      at = at == FAILED ? FAILED : tokens.skipSpace(at);
      if (at == FAILED || tokens.is(at, ']')) {
        return at == FAILED ? FAILED : at + 1;
      }
      if (!tokens.is(at, ',')) {
        return FAILED;
      }
      at = tokens.skipSpace(at + 1);
    }
  }
}
