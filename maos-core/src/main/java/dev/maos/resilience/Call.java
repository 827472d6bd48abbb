package dev.maos.resilience;

import org.jspecify.annotations.Nullable;

/**
 * Something to be done that has a result and may fail.
 *
 * <p>A lambda that throws no checked exception makes {@code E} a {@link RuntimeException}, so its
 * caller has nothing to catch.
 *
 * @param <T> the result
 * @param <E> the checked exception that it may throw
 */
@FunctionalInterface
public interface Call<T extends @Nullable Object, E extends Exception> {
  /** Does it once. */
  T call() throws E;
}
