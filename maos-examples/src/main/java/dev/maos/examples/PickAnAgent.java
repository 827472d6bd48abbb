package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.registry.AgentChange;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentQuery;
import dev.maos.registry.AgentRegistry;
import dev.maos.registry.AgentStatus;
import dev.maos.registry.Registration;
import dev.maos.registry.Selection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Who is there, who has room, and who has just gone. */
public class PickAnAgent {
  private static final AgentQuery TRANSLATORS = AgentQuery.whoIsAble("translate.fr");

  public static void main(String[] args) throws Exception {
    try (var maos = Maos.open("memory:")) {
      var registry = maos.registry();
      var ann = translator(registry, "ann");
      var bob = translator(registry, "bob");

      try (var job = registry.assign(TRANSLATORS, Selection.LEAST_LOADED).orElseThrow()) {
        // The job counts as work of its agent until it is done, so another one is picked.
        System.out.println("The next goes elsewhere: " + !pick(registry).equals(job.agent()));
        job.done();
      }

      bob.status(AgentStatus.MAINTENANCE);
      System.out.println("While bob is in maintenance: " + pick(registry));
      System.out.println("By status: " + registry.counts().byStatus().get(AgentStatus.MAINTENANCE));

      var left = new CountDownLatch(1);
      var watch =
          registry.watch(change -> {
            if (change.kind() == AgentChange.Kind.LEFT) {
              System.out.println("Has left: " + change.agent());
              left.countDown();
            }
          });
      ann.close();
      left.await(5, TimeUnit.SECONDS);
      watch.close();
      var nobody = registry.select(TRANSLATORS, Selection.ROUND_ROBIN);
      System.out.println("Nobody to pick: " + nobody.isEmpty());
    }
  }

  private static Registration translator(AgentRegistry registry, String name) {
    return registry.register(
        AgentDescriptor.of(name)
            .type("translator")
            .able("translate.fr")
            .capacity(4)
            .tagged("europe")
            .build());
  }

  private static AgentId pick(AgentRegistry registry) {
    return registry.select(TRANSLATORS, Selection.LEAST_LOADED).orElseThrow();
  }
}
