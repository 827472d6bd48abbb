package dev.maos.monitor;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * How well a part of the layer is, with the reasons when it is not. Immutable.
 *
 * <p>The order from good to bad is {@link Healthy}, {@link Degraded}, {@link Unhealthy}.
 */
public sealed interface Health {
  /** Everything works as promised. */
  record Healthy() implements Health {}

  /**
   * It works, but with less than what was promised: slower, less safe, or close to a bound.
   *
   * @param reasons why, at least one, in words for a person
   */
  record Degraded(List<String> reasons) implements Health {
    /** Copies the reasons. */
    public Degraded {
      reasons = checked(reasons);
    }
  }

  /**
   * It does not do its work.
   *
   * @param reasons why, at least one, in words for a person
   */
  record Unhealthy(List<String> reasons) implements Health {
    /** Copies the reasons. */
    public Unhealthy {
      reasons = checked(reasons);
    }
  }

  /** All is well. */
  static Health healthy() {
    return new Healthy();
  }

  /** Degraded for the given reasons. */
  static Health degraded(String... reasons) {
    return new Degraded(List.of(reasons));
  }

  /** Unhealthy for the given reasons. */
  static Health unhealthy(String... reasons) {
    return new Unhealthy(List.of(reasons));
  }

  /**
   * The worst of several, with the reasons of all of them, the worst ones first and each once;
   * healthy when there are none.
   */
  static Health worst(Collection<Health> parts) {
    var unhealthy = new LinkedHashSet<String>();
    var degraded = new LinkedHashSet<String>();
    for (var part : parts) {
      switch (part) {
        case Healthy() -> {}
        case Degraded(var reasons) -> degraded.addAll(reasons);
        case Unhealthy(var reasons) -> unhealthy.addAll(reasons);
      }
    }
    if (unhealthy.isEmpty()) {
      return degraded.isEmpty() ? healthy() : new Degraded(List.copyOf(degraded));
    }
    unhealthy.addAll(degraded);
    return new Unhealthy(List.copyOf(unhealthy));
  }

  /** The stable name of the status: {@code HEALTHY}, {@code DEGRADED} or {@code UNHEALTHY}. */
  default String status() {
    return switch (this) {
      case Healthy() -> "HEALTHY";
      case Degraded _ -> "DEGRADED";
      case Unhealthy _ -> "UNHEALTHY";
    };
  }

  /** Why it is not healthy; empty when it is. */
  default List<String> reasons() {
    return switch (this) {
      case Healthy() -> List.of();
      case Degraded(var reasons) -> reasons;
      case Unhealthy(var reasons) -> reasons;
    };
  }

  private static List<String> checked(List<String> reasons) {
    var copy = List.copyOf(reasons);
    if (copy.isEmpty() || copy.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("reasons must hold at least one and no blank ones");
    }
    return copy;
  }
}
