package dev.maos.bench;

import java.util.OptionalLong;

/** The process that systems keep their messages in, looked at from outside. */
public interface Server extends AutoCloseable {
  /** Its product, version and the settings that matter for speed, in one line; may be empty. */
  String describe();

  /** CPU time that it has used so far. */
  OptionalLong cpuNanos();

  /** Connections that are open to it now, this look included. */
  OptionalLong connections();

  @Override
  void close();

  /** No server: everything happens in this process. */
  static Server none() {
    return NoServer.INSTANCE;
  }
}
