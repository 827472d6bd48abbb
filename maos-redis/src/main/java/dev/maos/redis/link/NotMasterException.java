package dev.maos.redis.link;

/** A connection leads to a server that takes no writes. */
final class NotMasterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotMasterException(String role) {
    super("the server is now a " + role);
  }
}
