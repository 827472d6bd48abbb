package dev.maos.redis.faults;

import dev.maos.Maos;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.RegistryOptions;
import dev.maos.registry.Rhythm;
import java.time.Duration;

/** A process that hosts an agent: says "ready", and leaves in good order when its input ends. */
final class HostMain {
  /** Gone after three of them. */
  static final Rhythm RHYTHM = Rhythm.every(Duration.ofMillis(300));

  private HostMain() {}

  static void main(String[] arguments) throws Exception {
    var options = RegistryOptions.defaults().rhythm(RHYTHM);
    try (var maos = Maos.builder(arguments[0]).registry(options).open()) {
      maos.registry().register(AgentDescriptor.of(arguments[1]).able("work").build());
      System.out.println("ready");
      while (System.in.read() >= 0) {
        // Nothing is said to a host.
      }
    }
    System.out.println("done");
  }
}
