package dev.maos.bench;

/**
 * The end of a benchmark in which a system lost, doubled, reordered or refused a message. There are
 * no figures then: a fast bus that loses messages has no speed.
 */
public final class BenchFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure, described with the scenario, the system and the message. */
  public BenchFailedException(String message) {
    super(message);
  }

  /** A failure that another one caused. */
  public BenchFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
