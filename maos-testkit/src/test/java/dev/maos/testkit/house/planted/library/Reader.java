package dev.maos.testkit.house.planted.library;

import org.assertj.core.api.Assertions;

/** Sees a library. */
public final class Reader {
  public void read() {
    Assertions.assertThat(1).isPositive();
  }
}
