package dev.maos.event;

import dev.maos.base.Payload;

/** What the small texts of this package are checked for, character by character. */
final class Texts {
  private Texts() {}

  /** Whether it is 1 to {@code most} ASCII characters, without spaces. */
  static boolean isVisible(String text, int most) {
    if (text.isEmpty() || text.length() > most) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is 1 to {@code most} letters, digits, '-', '_' or '.'. */
  static boolean isName(String text, int most) {
    if (text.isEmpty() || text.length() > most) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isNameCharacter(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** How many bytes it has in UTF-8, which half a surrogate pair has no form in. */
  static int sizeOf(String text) {
    return Payload.text(text).size();
  }

  /** Orders by code points, as bytes of UTF-8 are ordered; surrogates must come in pairs. */
  static int compare(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int i = 0; i < length; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        return rank(a) - rank(b);
      }
    }
    return one.length() - other.length();
  }

  // Surrogates stand for code points above all other characters, but lie below U+E000.
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }

  private static boolean isNameCharacter(char c) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  }
}
