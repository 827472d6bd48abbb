package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.CapabilityName;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentPage;
import dev.maos.registry.AgentQuery;
import dev.maos.registry.AgentRegistry;
import dev.maos.registry.AgentStatus;
import dev.maos.registry.Capability;
import dev.maos.registry.Liveness;
import dev.maos.registry.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Finding: by all that can be said of an agent, page by page, without asking the store. */
class FindingTest extends RegistryScene {
  private AgentRegistry registry;

  @BeforeEach
  void register() {
    registry = open();
    registry.registerAll(
        List.of(
            AgentDescriptor.of("ann")
                .type("reviewer")
                .able("java-review", "21")
                .able("sql")
                .tagged("night")
                .metadata("region", "north")
                .description("Reads what Others wrote")
                .build(),
            AgentDescriptor.of("bob")
                .type("reviewer")
                .able("java-review", "11")
                .able("java-review", "17.0.2")
                .tagged("day", "fast")
                .metadata("region", "south")
                .build(),
            AgentDescriptor.of("cyd")
                .type("planner")
                .able(Capability.of("plan").tags("Gantt"))
                .able("java-review")
                .metadata("region", "north")
                .build()));
  }

  private List<String> find(AgentQuery query) {
    return registry.find(query).ids().stream().map(AgentId::value).toList();
  }

  @Test
  void byType() {
    assertThat(find(AgentQuery.any().ofType("reviewer"))).containsExactly("ann", "bob");
    assertThat(find(AgentQuery.any().ofType("nobody"))).isEmpty();
  }

  @Test
  void byCapabilitiesAllOfThem() {
    assertThat(find(AgentQuery.whoIsAble("java-review"))).containsExactly("ann", "bob", "cyd");
    assertThat(find(AgentQuery.whoIsAble("java-review").able("sql"))).containsExactly("ann");
    assertThat(find(AgentQuery.whoIsAble("sql").able("plan"))).isEmpty();
  }

  @Test
  void byVersionsOfWhichOneOfSeveralWillDo() {
    assertThat(find(AgentQuery.whoIsAble("java-review>=17"))).containsExactly("ann", "bob");
    assertThat(find(AgentQuery.whoIsAble("java-review>=18"))).containsExactly("ann");
    assertThat(find(AgentQuery.whoIsAble("java-review <17"))).containsExactly("bob");
    assertThat(find(AgentQuery.whoIsAble("java-review~17.0"))).containsExactly("bob");
    assertThat(find(AgentQuery.whoIsAble("java-review=12"))).isEmpty();
  }

  @Test
  void byTagMetadataAndText() {
    assertThat(find(AgentQuery.any().tagged("fast"))).containsExactly("bob");
    assertThat(find(AgentQuery.any().with("region", "north"))).containsExactly("ann", "cyd");
    assertThat(find(AgentQuery.any().with("region", "n"))).isEmpty();
    assertThat(find(AgentQuery.any().mentioning("others WROTE"))).containsExactly("ann");
    assertThat(find(AgentQuery.any().mentioning("gantt"))).containsExactly("cyd");
  }

  @Test
  void byStatusAndLiveness() {
    registry.register(AgentDescriptor.of("dan").build(), AgentStatus.MAINTENANCE);

    assertThat(find(AgentQuery.any().in(AgentStatus.MAINTENANCE))).containsExactly("dan");
    assertThat(find(AgentQuery.any().in(AgentStatus.MAINTENANCE, AgentStatus.ACTIVE))).hasSize(4);
    assertThat(find(AgentQuery.any().available())).containsExactly("ann", "bob", "cyd");
    assertThat(find(AgentQuery.any().of(Liveness.ALIVE))).hasSize(4);
    assertThat(find(AgentQuery.any().of(Liveness.GONE, Liveness.SUSPECT))).isEmpty();
  }

  @Test
  void byLoad() {
    var errand = registry.assign(AgentQuery.whoIsAble("sql"), Selection.LEAST_LOADED).orElseThrow();

    assertThat(find(AgentQuery.any().loadBelow(1))).containsExactly("bob", "cyd");
    errand.done();
    assertThat(find(AgentQuery.any().loadBelow(1))).hasSize(3);
  }

  @Test
  void byAnAnswerWithinATime() {
    var errand =
        registry.assign(AgentQuery.whoIsAble("plan"), Selection.LEAST_LOADED).orElseThrow();
    assertThat(find(AgentQuery.any().answeredWithin(Duration.ofSeconds(10)))).isEmpty();
    errand.done();

    assertThat(find(AgentQuery.any().answeredWithin(Duration.ofSeconds(10))))
        .containsExactly("cyd");
    time.advance(Duration.ofSeconds(11));
    assertThat(find(AgentQuery.any().answeredWithin(Duration.ofSeconds(10)))).isEmpty();
  }

  @Test
  void withoutSome() {
    assertThat(find(AgentQuery.any().except(Set.of(ANN, CYD)))).containsExactly("bob");
    assertThat(find(AgentQuery.any().except(Set.of()))).hasSize(3);
  }

  @Test
  void inPagesOfWhichNoneMissesAnybodyWhoStays() {
    registry.registerAll(IntStream.range(0, 40).mapToObj(i -> agent("w" + i)).toList());
    var query = AgentQuery.any().ofType("worker");
    var ids = new ArrayList<AgentId>();
    AgentPage page = registry.find(query, 7);
    ids.addAll(page.ids());
    while (page.next().isPresent()) {
      assertThat(page.total()).isEqualTo(40);
      page = registry.findAfter(page.next().get(), query, 7);
      ids.addAll(page.ids());
    }

    assertThat(ids).hasSize(40).doesNotHaveDuplicates().isSorted();
    assertThat(registry.find(query, 40).next()).isEmpty();
    for (int bad : new int[] {0, -1, 10_001}) {
      assertThatThrownBy(() -> registry.find(query, bad)).hasMessageContaining("INVALID_SETTING");
    }
  }

  @Test
  void countsAreByStatusLivenessTypeAndCapability() {
    registry.register(AgentDescriptor.of("dan").build(), AgentStatus.ERROR);

    var counts = registry.counts();

    assertThat(counts.agents()).isEqualTo(4);
    assertThat(counts.byStatus())
        .containsOnly(Map.entry(AgentStatus.ACTIVE, 3), Map.entry(AgentStatus.ERROR, 1));
    assertThat(counts.byLiveness()).containsOnly(Map.entry(Liveness.ALIVE, 4));
    assertThat(counts.byType()).containsEntry("reviewer", 2).containsEntry("agent", 1);
    assertThat(counts.byCapability())
        .containsEntry(CapabilityName.of("java-review"), 3)
        .containsEntry(CapabilityName.of("sql"), 1);
  }

  @Test
  void nothingIsAskedOfTheStore() {
    registry.refresh();
    int before = store.calls();

    registry.find(AgentQuery.whoIsAble("java-review>=17").available());
    registry.select(AgentQuery.whoIsAble("java-review"), Selection.LEAST_LOADED);
    registry.counts();
    registry.agent(ANN);

    assertThat(store.calls()).isEqualTo(before);
  }

  @Test
  void whoeverWaitsForAgentsIsWokenWhenTheyCome() throws Exception {
    var other = open();
    var waiting =
        Thread.startVirtualThread(() -> {
          try {
            other.await(AgentQuery.any().ofType("late"), 2, Duration.ofHours(1));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    registry.register(AgentDescriptor.of("eve").type("late").build());
    registry.register(AgentDescriptor.of("fay").type("late").build());

    waiting.join();
    assertThat(other.find(AgentQuery.any().ofType("late")).total()).isEqualTo(2);
    assertThat(other.await(AgentQuery.any().ofType("never"), 1, Duration.ZERO)).isFalse();
  }
}
