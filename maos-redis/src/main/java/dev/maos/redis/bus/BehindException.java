package dev.maos.redis.bus;

/** A batch had no effect because one before it, of the same feed, was refused. */
final class BehindException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BehindException() {
    super("a batch before it was refused", null, false, false);
  }
}
