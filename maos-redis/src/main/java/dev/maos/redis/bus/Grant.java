package dev.maos.redis.bus;

/** A lease on what one taking brought, as far as this process knows. Guarded by its inbox. */
final class Grant {
  final long id;

  /** How many of its messages are not settled yet. */
  int outstanding;

  Grant(long id) {
    this.id = id;
  }
}
