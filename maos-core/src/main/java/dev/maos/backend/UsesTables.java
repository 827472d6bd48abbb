package dev.maos.backend;

/** A guard that protects better if it knows what those in other processes know. */
public interface UsesTables {
  /**
   * Uses these tables from now on.
   *
   * @return what ends that; closing twice is fine
   */
  SharedTables.Listening use(SharedTables tables);
}
