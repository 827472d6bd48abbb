package dev.maos.monitor;

/** A part that can say how it is. Thread-safe. */
@FunctionalInterface
public interface HealthSource {
  /** How it is now. It may ask others, and answers all the same when they do not. */
  ComponentHealth health();
}
