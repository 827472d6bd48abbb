package dev.maos.base;

/** The tracer of those who have none. */
enum PassingOn implements Tracer {
  INSTANCE
}
