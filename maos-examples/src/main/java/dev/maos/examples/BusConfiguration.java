package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.InvalidInputException;
import dev.maos.message.BusOptions;
import dev.maos.message.Overflow;
import java.time.Duration;

/** The settings of a bus: each has a default and a range, and what is out of it is refused. */
public class BusConfiguration {
  public static void main(String[] args) {
    var options =
        BusOptions.defaults()
            .maxConnections(20)
            .maxQueueSize(10_000)
            .cleanupInterval(Duration.ofMinutes(5))
            .overflow(Overflow.block(Duration.ofSeconds(1)));
    System.out.println("All but one are defaults: " + isDefaultButForOverflow(options));
    try (var maos = Maos.builder("memory:").options(options).open()) {
      System.out.println("Room: " + maos.bus().options().limits().maxQueueSize());
    }
    try {
      options.maxQueueSize(0);
    } catch (InvalidInputException e) {
      System.out.println(e.code() + ": " + e.field() + ", allowed: " + e.allowed());
    }
  }

  private static boolean isDefaultButForOverflow(BusOptions options) {
    return options.overflow(Overflow.reject()).equals(BusOptions.defaults());
  }
}
