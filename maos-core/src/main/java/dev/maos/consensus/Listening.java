package dev.maos.consensus;

/** A standing request to be told something. */
public interface Listening extends AutoCloseable {
  /** Ends it. Closing twice is fine. */
  @Override
  void close();
}
