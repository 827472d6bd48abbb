package dev.maos.consensus.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.Seed;
import dev.maos.consensus.Fraction;
import dev.maos.consensus.resolution.Protocol.WeightedValue.Average;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What each protocol promises that needs nobody to answer, over conflicts by chance. */
class ProtocolsTest {
  private static final int TRIES = 500;
  private static final Protocol.FirstWins FIRST = new Protocol.FirstWins();
  private static final Protocol.LastWins LAST = new Protocol.LastWins();
  private static final Protocol.Lot LOT = new Protocol.Lot();
  private static final Protocol.WeightedValue MEDIAN = new Protocol.WeightedValue(Average.MEDIAN);
  private static final Protocol.WeightedValue MEAN = new Protocol.WeightedValue(Average.MEAN);
  private static final List<Protocol> PASSING =
      List.of(new Protocol.Priority(), MEDIAN, MEAN, new Protocol.Merge());

  private static void times(Consumer<RandomConflicts> check) {
    Seed.next().times(TRIES, random -> check.accept(new RandomConflicts(random)));
  }

  private static List<Step> steps(Conflict conflict, Protocol... chain) {
    return Hearing.of(conflict, Policy.of(chain), RandomConflicts.OPENED, List.of()).steps();
  }

  /** What the first protocol of two comes to, if it does not pass. */
  private static Optional<Settlement> settled(Conflict conflict, Protocol protocol) {
    var chain = protocol.isTotal() ? new Protocol[] {protocol} : new Protocol[] {protocol, FIRST};
    return steps(conflict, chain).getFirst().settlement();
  }

  private static Optional<Claim> claim(Conflict conflict, Protocol protocol) {
    return settled(conflict, protocol).flatMap(Settlement::claim).flatMap(conflict::of);
  }

  @Test
  void theOrderInWhichClaimsAreGivenDoesNotMatter() {
    times(conflicts -> {
      var conflict = conflicts.conflict();
      var other =
          new Conflict(
              conflict.subject(), conflict.domain(), conflicts.shuffled(conflict.claims()));
      var all = new ArrayList<>(PASSING);
      all.addAll(List.of(FIRST, LAST, LOT, Protocol.Authority.of(conflicts.agents().getFirst())));

      for (var protocol : all) {
        assertThat(settled(other, protocol))
            .as("%s", conflict)
            .isEqualTo(settled(conflict, protocol));
      }
    });
  }

  @Test
  void theGreatestPriorityWinsAloneAndKeepsWinningWhenItIsRaised() {
    times(conflicts -> {
      var conflict = conflicts.conflict();
      var sorted =
          conflict.claims().stream()
              .sorted(Comparator.comparing(Claim::priority, Comparator.reverseOrder()))
              .toList();
      boolean alone = sorted.get(0).priority() > sorted.get(1).priority();

      var winner = claim(conflict, new Protocol.Priority());

      assertThat(winner)
          .as("%s", conflict)
          .isEqualTo(alone ? Optional.of(sorted.getFirst()) : Optional.empty());
      winner.ifPresent(claim -> {
        var raised = replaced(conflict, claim.priority(claim.priority() + 1));
        assertThat(claim(raised, new Protocol.Priority()).map(Claim::agent))
            .contains(claim.agent());
      });
    });
  }

  @Test
  void firstAndLastAreThoseOfTheLog() {
    times(conflicts -> {
      var conflict = conflicts.conflict();
      var first = claim(conflict, FIRST).orElseThrow();
      var last = claim(conflict, LAST).orElseThrow();

      assertThat(conflict.claims())
          .allMatch(claim -> claim.sequence() >= first.sequence())
          .allMatch(claim -> claim.sequence() <= last.sequence());
    });
  }

  @Test
  void withoutTheOthersTheAuthorityClaimsTheSame() {
    times(conflicts -> {
      var conflict = conflicts.conflict();
      var order = conflicts.shuffled(conflicts.agents()).subList(0, 3);
      var authority = new Protocol.Authority(Map.of(conflict.domain(), order));
      var winner = claim(conflict, authority);

      assertThat(winner.map(Claim::agent))
          .isEqualTo(order.stream().filter(conflict::isParty).findFirst());
      winner.ifPresent(claim -> {
        var others = new ArrayList<>(conflict.claims());
        others.removeIf(it -> others.size() > 2 && !it.equals(claim) && conflicts.chance(50));
        if (others.size() > 1 && Conflict.weight(others).signum() > 0) {
          var fewer = new Conflict(conflict.subject(), conflict.domain(), others);
          assertThat(claim(fewer, authority)).contains(claim);
        }
      });
    });
  }

  @Test
  void anotherDomainHasOtherAuthorities() {
    times(conflicts -> {
      var conflict = conflicts.conflict().domain("elsewhere");
      var authority = new Protocol.Authority(Map.of("here", conflicts.agents()));

      assertThat(claim(conflict, authority)).isEmpty();
    });
  }

  @Test
  void liarsOfLessThanHalfOfTheWeightDoNotMoveTheMedianOutOfWhatTheOthersClaim() {
    times(conflicts -> {
      var conflict = prices(conflicts);
      var liars = new ArrayList<Claim>();
      for (var claim : conflicts.shuffled(conflict.claims())) {
        liars.add(claim);
        if (!conflict.weight().exceeds(Conflict.weight(liars).times(2))) {
          liars.removeLast();
        }
      }
      var honest = new ArrayList<>(conflict.claims());
      honest.removeAll(liars);
      var extreme = conflicts.chance(50) ? -1_000 : 1_000;
      var lied = conflict;
      for (var liar : liars) {
        lied = replaced(lied, price(liar.agent(), extreme, liar));
      }
      var bounds =
          honest.stream().filter(it -> it.weight().signum() > 0).map(ProtocolsTest::price).toList();

      var median = price(settled(lied, MEDIAN).orElseThrow());

      assertThat(median)
          .as("%s", lied)
          .isBetween(
              bounds.stream().min(Comparator.naturalOrder()).orElseThrow(),
              bounds.stream().max(Comparator.naturalOrder()).orElseThrow());
    });
  }

  @Test
  void medianAndMeanStayWhenAllWeightsAreScaled() {
    times(conflicts -> {
      var conflict = conflicts.conflict();
      var factor = Fraction.of(conflicts.number(50) + 1, conflicts.number(50) + 1);
      var scaled =
          new Conflict(
              conflict.subject(),
              conflict.domain(),
              conflict.claims().stream().map(it -> it.weight(it.weight().times(factor))).toList());

      for (var protocol : List.of(MEDIAN, MEAN)) {
        assertThat(settled(scaled, protocol))
            .as("%s", conflict)
            .isEqualTo(settled(conflict, protocol));
      }
    });
  }

  @Test
  void theMeanIsExactOverTheClaimsThatHaveTheField() {
    times(conflicts -> {
      var conflict = conflicts.conflict();
      var said = conflict.claims().stream().filter(it -> it.value().containsKey("price")).toList();
      var sum = Fraction.ZERO;
      for (var claim : said) {
        sum = sum.plus(price(claim).times(claim.weight()));
      }

      var settled = settled(conflict, MEAN);

      if (settled.isPresent() && !said.isEmpty()) {
        assertThat(price(settled.get())).isEqualTo(sum.dividedBy(Conflict.weight(said)));
      }
    });
  }

  @Test
  void wordsAndFlagsAreChosenNeverAveraged() {
    times(conflicts -> {
      var conflict = conflicts.conflict();
      settled(conflict, MEAN)
          .ifPresent(settled -> {
            for (var name : List.of("colour", "open")) {
              var value = settled.value().get(name);
              if (value != null) {
                var mine = weight(conflict, name, value);
                for (var claim : conflict.claims()) {
                  var other = claim.value().get(name);
                  if (other != null && !other.equals(value)) {
                    assertThat(mine).isGreaterThan(weight(conflict, name, other));
                  }
                }
              }
            }
          });
    });
  }

  @Test
  void mergingIsCommutativeAssociativeAndIdempotent() {
    times(conflicts -> {
      var three = conflicts.mergeable(3).stream().map(Merged::of).toList();
      var a = three.get(0);
      var b = three.get(1);
      var c = three.get(2);

      assertThat(a.with(b)).isEqualTo(b.with(a));
      assertThat(a.with(b).with(c)).isEqualTo(a.with(b.with(c)));
      assertThat(a.with(b).with(b)).isEqualTo(a.with(b));
      assertThat(a.with(a)).isEqualTo(a);
    });
  }

  @Test
  void whoRemovesAnElementRemovesOnlyWhatHeSaw() {
    var ann = AgentId.of("ann");
    var bob = AgentId.of("bob");
    var kept = new Value.Elements(Map.of("tea", Set.of("a1")), Set.of("a1"));
    var again = new Value.Elements(Map.of("tea", Set.of("b7")), Set.of());
    var conflict = Conflict.on("drinks", Claim.of(ann, kept, 1), Claim.of(bob, again, 2));

    var merged = settled(conflict, new Protocol.Merge()).orElseThrow();

    assertThat(kept.present()).isEmpty();
    assertThat(plain(merged)).isEqualTo(List.of("tea"));
  }

  @Test
  void aTallyCountsWhatEachAgentDidOnce() {
    var ann = AgentId.of("ann");
    var bob = AgentId.of("bob");
    var early = new Value.Tally(Map.of(ann, 3L), Map.of());
    var late = new Value.Tally(Map.of(ann, 5L, bob, 2L), Map.of(bob, 1L));
    var conflict = Conflict.on("hits", Claim.of(ann, early, 1), Claim.of(bob, late, 2));

    var merged = settled(conflict, new Protocol.Merge()).orElseThrow();

    assertThat(plain(merged)).isEqualTo("6");
  }

  @Test
  void whatIsOfDifferentKindsIsNeitherMergedNorWeighed() {
    var conflict =
        Conflict.on(
            "a door",
            Claim.of(AgentId.of("ann"), Value.of(true), 1),
            Claim.of(AgentId.of("bob"), Value.of("open"), 2));

    assertThat(settled(conflict, new Protocol.Merge())).isEmpty();
    assertThat(settled(conflict, MEDIAN)).isEmpty();
  }

  @Test
  void everyClaimCanBeDrawn() {
    var drawn = new HashSet<AgentId>();
    for (int i = 0; i < 100; i++) {
      var conflict =
          Conflict.on(
              "subject " + i,
              Claim.of(AgentId.of("ann"), Value.of(1), 1),
              Claim.of(AgentId.of("bob"), Value.of(2), 2),
              Claim.of(AgentId.of("cyd"), Value.of(3), 3));
      drawn.add(settled(conflict, LOT).orElseThrow().claim().orElseThrow());
    }

    assertThat(drawn).hasSize(3);
  }

  @Test
  void theAgreementIsTheShareOfWeightThatClaimsTheSame() {
    times(conflicts -> {
      var conflict = conflicts.conflict();
      var all = new ArrayList<>(PASSING);
      all.addAll(List.of(FIRST, LAST, LOT));
      for (var protocol : all) {
        settled(conflict, protocol)
            .ifPresent(settled -> {
              var same = Fraction.ZERO;
              var total = Fraction.ZERO;
              for (var claim : conflict.claims()) {
                total = total.plus(claim.weight());
                if (claim.value().equals(settled.value())) {
                  same = same.plus(claim.weight());
                }
              }
              assertThat(settled.agreement().times(total)).as("%s", conflict).isEqualTo(same);
            });
      }
    });
  }

  private static Conflict prices(RandomConflicts conflicts) {
    var claims =
        conflicts.conflict().claims().stream()
            .map(it -> price(it.agent(), conflicts.number(20), it))
            .toList();
    return new Conflict("price", "", claims);
  }

  private static Claim price(AgentId agent, long number, Claim like) {
    return new Claim(
        agent, Map.of("price", Value.of(number)), like.priority(), like.weight(), like.sequence());
  }

  private static Object plain(Settlement settlement) {
    return Objects.requireNonNull(settlement.value().get("value")).plain();
  }

  private static Fraction price(Map<String, Value> fields) {
    return ((Value.Quantity) Objects.requireNonNull(fields.get("price"))).number();
  }

  private static Fraction price(Claim claim) {
    return price(claim.value());
  }

  private static Fraction price(Settlement settlement) {
    return price(settlement.value());
  }

  private static Fraction weight(Conflict conflict, String name, Value value) {
    return Conflict.weight(
        conflict.claims().stream().filter(it -> value.equals(it.value().get(name))).toList());
  }

  private static Conflict replaced(Conflict conflict, Claim claim) {
    var claims =
        conflict.claims().stream()
            .map(it -> it.agent().equals(claim.agent()) ? claim : it)
            .toList();
    return new Conflict(conflict.subject(), conflict.domain(), claims);
  }
}
