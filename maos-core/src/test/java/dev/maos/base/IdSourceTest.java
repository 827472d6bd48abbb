package dev.maos.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdSourceTest {
  private final ManualTime time = new ManualTime();
  private final IdSource ids = new IdSource(time, new SplittableRandom(1));

  @Test
  void anIdCarriesTheTimeItWasMade() {
    time.advance(Duration.ofMillis(7));

    var id = ids.next();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(time.now().toEpochMilli());
  }

  @Test
  void idsGrowWhileTimeStandsRunsOrStepsBack() {
    Seed.next()
        .times(
            50,
            random -> {
              var source = new IdSource(time, random);
              var previous = source.next();
              for (int i = 0; i < 200; i++) {
                move(random.nextInt(4), random.nextInt(100_000));
                var next = source.next();
                assertThat(next.toString()).isGreaterThan(previous.toString());
                previous = next;
              }
            });
  }

  @Test
  void equalTimesAndSeedsGiveEqualIds() {
    var again = new IdSource(new ManualTime(), new SplittableRandom(1));

    assertThat(Stream.generate(ids::next).limit(5))
        .isEqualTo(Stream.generate(again::next).limit(5).toList());
  }

  @Test
  void differentSeedsGiveDifferentIds() {
    assertThat(new IdSource(time, new SplittableRandom(2)).next()).isNotEqualTo(ids.next());
  }

  @Test
  void idsMadeByManyThreadsDiffer() throws Exception {
    var seen = ConcurrentHashMap.<UUID>newKeySet();
    var threads =
        IntStream.range(0, 4)
            .mapToObj(i -> Thread.ofPlatform().start(() -> makeMany(seen)))
            .toList();

    for (var thread : threads) {
      thread.join();
    }

    assertThat(seen).hasSize(8_000);
  }

  @Test
  void aDerivedIdDependsOnNamespaceAndNameOnly() {
    // Appendix A.4 of RFC 9562.
    var dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    assertThat(IdSource.derived(dns, "www.example.com"))
        .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
    assertThat(IdSource.derived(dns, "www.example.org"))
        .isNotEqualTo(IdSource.derived(dns, "www.example.com"));
  }

  private void makeMany(ConcurrentHashMap.KeySetView<UUID, Boolean> seen) {
    for (int i = 0; i < 2_000; i++) {
      seen.add(ids.next());
    }
  }

  private void move(int how, int millis) {
    switch (how) {
      case 0 -> time.advance(Duration.ofMillis(millis));
      case 1 -> time.stepBack(Duration.ofMillis(millis));
      default -> time.advance(Duration.ofMillis(1));
    }
  }
}
