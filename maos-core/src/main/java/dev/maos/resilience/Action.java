package dev.maos.resilience;

/**
 * Something to be done that has no result and may fail.
 *
 * @param <E> the checked exception that it may throw
 */
@FunctionalInterface
public interface Action<E extends Exception> {
  /** Does it once. */
  void run() throws E;
}
