package dev.maos.base;

/**
 * What errors say of themselves. An error is somebody else's code, and some throw another one when
 * they are asked; then its class has to do.
 */
public final class ErrorWords {
  private ErrorWords() {}

  /** Its class and its message. */
  public static String of(Throwable error) {
    try {
      return String.valueOf(error);
    } catch (Throwable worse) {
      return error.getClass().getName();
    }
  }

  /** Its message; {@code "null"} if it has none. */
  public static String messageOf(Throwable error) {
    try {
      return String.valueOf(error.getMessage());
    } catch (Throwable worse) {
      return error.getClass().getName();
    }
  }
}
