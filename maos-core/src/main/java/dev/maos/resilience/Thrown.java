package dev.maos.resilience;

import org.jspecify.annotations.Nullable;

/** What a call threw, under the type that the call declares. */
final class Thrown {
  private Thrown() {}

  /**
   * The error, for throwing it again unchanged where the compiler has lost its type.
   *
   * @param call what threw it
   * @param error what it threw: an {@code E}, or an unchecked exception
   */
  @SuppressWarnings("unchecked") // Erased to Exception at run time, so unchecked ones pass as well.
  static <E extends Exception> E by(Call<? extends @Nullable Object, E> call, Exception error) {
    return (E) error;
  }
}
