package dev.maos.testkit.redis;

/** An answer of a Redis server that says no; the message is its text, such as {@code NOAUTH …}. */
public final class ErrorReply extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ErrorReply(String text) {
    super(text);
  }

  /** Whether the text starts with this word, such as {@code MOVED}. */
  public boolean is(String word) {
    return String.valueOf(getMessage()).startsWith(word);
  }
}
