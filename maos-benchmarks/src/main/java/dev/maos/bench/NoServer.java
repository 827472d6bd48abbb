package dev.maos.bench;

import java.util.OptionalLong;

/** Nothing to look at. */
enum NoServer implements Server {
  INSTANCE;

  @Override
  public String describe() {
    return "";
  }

  @Override
  public OptionalLong cpuNanos() {
    return OptionalLong.empty();
  }

  @Override
  public OptionalLong connections() {
    return OptionalLong.empty();
  }

  @Override
  public void close() {}
}
