package dev.maos.testkit.house.planted.room.outer;

import dev.maos.base.AgentId;
import dev.maos.testkit.house.planted.room.inner.Inner;

public record Outer(Inner inner) {
  public AgentId agent() {
    return AgentId.of(inner.word());
  }
}
