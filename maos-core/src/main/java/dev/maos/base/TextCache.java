package dev.maos.base;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts that were read before: one that stands a million times in a document is one object.
 * Bounded; a text that has the place of another one takes it over. Not thread-safe.
 */
final class TextCache {
  private static final int PLACES = 1 << 12;
  private static final int LONGEST = 100;
  private static final int SPREAD = 31;

  private final @Nullable Known[] places = new Known[PLACES];
  private Known last = new Known("");

  /**
   * A text, its characters, and a list of it alone.
   *
   * <p>Arrays of characters are compared many at a time.
   */
  private static final class Known {
    private final char[] characters;
    private final String text;
    private final List<@Nullable Object> alone;

    Known(String text) {
      this.characters = text.toCharArray();
      this.text = text;
      this.alone = List.of(text);
    }
  }

  /** The text of these characters. */
  String text(char[] from, int offset, int length) {
    last = length > LONGEST ? fresh(from, offset, length) : known(from, offset, length);
    return last.text;
  }

  /** A list of the last text and nothing else, which cannot be changed. */
  List<@Nullable Object> alone() {
    return last.alone;
  }

  private Known known(char[] from, int offset, int length) {
    int place = place(from, offset, length);
    var known = places[place];
    if (known == null || !isSame(known.characters, from, offset, length)) {
      known = fresh(from, offset, length);
      places[place] = known;
    }
    return known;
  }

  private static boolean isSame(char[] known, char[] from, int offset, int length) {
    return Arrays.equals(known, 0, known.length, from, offset, offset + length);
  }

  // Names that differ mostly do so near their ends.
  private static int place(char[] from, int offset, int length) {
    int hash = length;
    for (int i = Math.max(0, length - 6); i < length; i++) {
      hash = SPREAD * hash + from[offset + i];
    }
    return (hash ^ hash >>> 12 ^ hash >>> 24) & PLACES - 1;
  }

  private static Known fresh(char[] from, int offset, int length) {
    var text = new String(from, offset, length);
    int lone = Utf8.loneSurrogate(text);
    if (lone >= 0) {
      throw Utf8.surrogateRefusal(text, lone, "string");
    }
    return new Known(text);
  }
}
