package dev.maos.redis.link;

/** A host, by name or number, and its port. */
public record Address(String host, int port) {
  static final int REDIS_PORT = 6379;
  static final int SENTINEL_PORT = 26379;

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
