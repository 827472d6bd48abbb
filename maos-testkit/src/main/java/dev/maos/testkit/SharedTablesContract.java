package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.backend.AccountCharge;
import dev.maos.backend.ChargeAnswer;
import dev.maos.backend.Note;
import dev.maos.backend.NumberRange;
import dev.maos.backend.SharedTables;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All that a backend must do for those who guard processes together, one test for each promise of
 * {@link SharedTables}. A backend's test extends this and says where tables come from.
 */
public abstract class SharedTablesContract {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MILLI = Duration.ofMillis(1);

  /** Tables that are empty and that no other test uses; asked for once in each test. */
  protected abstract SharedTables tables();

  /** The same tables as another process has them. */
  protected abstract SharedTables elsewhere(SharedTables tables);

  /** Lets this much time pass for the tables. */
  protected abstract void pass(Duration duration);

  /** Sets the clock of the tables back, as when a machine's clock is corrected; no time passes. */
  protected abstract void stepBack(Duration duration);

  /** Ten a second, three at once. */
  private static AccountCharge ten(String account) {
    return new AccountCharge(account, Duration.ofMillis(100), Duration.ofMillis(300));
  }

  @Test
  void anAccountGivesABurstAndThenWhatIsEarned() {
    var tables = tables();
    var other = elsewhere(tables);

    for (var table : List.of(tables, other, tables)) {
      assertThat(table.charge(List.of(ten("ann")))).isEqualTo(new ChargeAnswer.Taken());
    }
    assertThat(other.charge(List.of(ten("ann"))))
        .isEqualTo(new ChargeAnswer.TooMuch(0, Duration.ofMillis(100)));
    pass(Duration.ofMillis(99));
    assertThat(tables.charge(List.of(ten("ann")))).isEqualTo(new ChargeAnswer.TooMuch(0, MILLI));
    pass(MILLI);
    assertThat(other.charge(List.of(ten("ann")))).isEqualTo(new ChargeAnswer.Taken());
    assertThat(tables.charge(List.of(ten("bob")))).isEqualTo(new ChargeAnswer.Taken());
  }

  @Test
  void allChargesAreTakenOrNone() {
    var tables = tables();
    for (int i = 0; i < 3; i++) {
      tables.charge(List.of(ten("ann")));
    }

    for (int i = 0; i < 10; i++) {
      assertThat(tables.charge(List.of(ten("bob"), ten("ann"))))
          .isInstanceOfSatisfying(
              ChargeAnswer.TooMuch.class, much -> assertThat(much.index()).isEqualTo(1));
    }

    for (int i = 0; i < 3; i++) {
      assertThat(tables.charge(List.of(ten("bob")))).isEqualTo(new ChargeAnswer.Taken());
    }
  }

  @Test
  void whatIsCheaperThanAMicrosecondCountsToo() {
    var tables = tables();
    var cheap = new AccountCharge("ann", Duration.ofNanos(3), Duration.ofNanos(10));

    for (int i = 0; i < 3; i++) {
      assertThat(tables.charge(List.of(cheap))).isEqualTo(new ChargeAnswer.Taken());
    }

    assertThat(tables.charge(List.of(cheap)))
        .isEqualTo(new ChargeAnswer.TooMuch(0, Duration.ofNanos(2)));
  }

  @Test
  void whatIsMoreThanABurstIsNeverTaken() {
    var tables = tables();
    var large = new AccountCharge("ann", HOUR.plusNanos(1), HOUR);

    assertThat(tables.charge(List.of(large)))
        .isEqualTo(new ChargeAnswer.TooMuch(0, Duration.ofNanos(1)));
    pass(Duration.ofDays(1));
    assertThat(tables.charge(List.of(large)))
        .isEqualTo(new ChargeAnswer.TooMuch(0, Duration.ofNanos(1)));
  }

  @Test
  void aClockThatIsSetBackMakesNobodyWaitLonger() {
    var tables = tables();
    for (int i = 0; i < 3; i++) {
      tables.charge(List.of(ten("ann")));
    }

    stepBack(HOUR);

    assertThat(tables.charge(List.of(ten("ann"))))
        .isEqualTo(new ChargeAnswer.TooMuch(0, Duration.ofMillis(100)));
    pass(Duration.ofMillis(100));
    assertThat(tables.charge(List.of(ten("ann")))).isEqualTo(new ChargeAnswer.Taken());
  }

  @Test
  void manyWhoChargeAtOnceGetNoMoreThanOneBurst() throws InterruptedException {
    var tables = tables();
    var other = elsewhere(tables);
    var taken = new AtomicInteger();

    together(
        8,
        i -> {
          for (int k = 0; k < 20; k++) {
            var table = i % 2 == 0 ? tables : other;
            if (table.charge(List.of(ten("ann"))) instanceof ChargeAnswer.Taken) {
              taken.incrementAndGet();
            }
          }
        });

    assertThat(taken).hasValue(3);
  }

  @Test
  void twoChargesOfOneAccountAreRefused() {
    var tables = tables();

    assertThatThrownBy(() -> tables.charge(List.of(ten("ann"), ten("ann"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNumberThatWasUsedIsKnownEverywhere() {
    var tables = tables();
    var other = elsewhere(tables);

    assertThat(other.used(List.of(NumberRange.of("s", 7)))).isEmpty();
    assertThat(tables.use(List.of(NumberRange.of("s", 7)), HOUR)).isEmpty();

    assertThat(other.used(List.of(new NumberRange("s", 0, 100))))
        .containsExactly(NumberRange.of("s", 7));
    assertThat(other.use(List.of(NumberRange.of("s", 7)), HOUR))
        .containsExactly(NumberRange.of("s", 7));
    assertThat(other.used(List.of(NumberRange.of("t", 7), NumberRange.of("s", 8)))).isEmpty();
  }

  @Test
  void numbersAreForgottenWhenTheirTimeHasComeAndNotBefore() {
    var tables = tables();
    tables.use(List.of(NumberRange.of("s", 7)), HOUR);
    pass(SECOND);
    tables.use(List.of(NumberRange.of("s", 8)), SECOND);

    pass(HOUR.minusSeconds(1).minusMillis(1));
    assertThat(tables.used(List.of(new NumberRange("s", 7, 8))))
        .containsExactly(new NumberRange("s", 7, 8));
    pass(Duration.ofMillis(3));
    assertThat(tables.used(List.of(new NumberRange("s", 7, 8)))).isEmpty();
    assertThat(tables.use(List.of(NumberRange.of("s", 7)), HOUR)).isEmpty();
    assertThat(tables.used(List.of(new NumberRange("s", 7, 8))))
        .containsExactly(NumberRange.of("s", 7));
  }

  @Test
  void aClockThatIsSetBackForgetsNoNumber() {
    var tables = tables();
    tables.use(List.of(NumberRange.of("s", 7)), HOUR);

    stepBack(HOUR.multipliedBy(3));

    assertThat(tables.used(List.of(NumberRange.of("s", 7)))).hasSize(1);
    pass(HOUR.plusMillis(2));
    assertThat(tables.used(List.of(NumberRange.of("s", 7)))).isEmpty();
  }

  @Test
  void theFirstAndTheLastNumberAreNumbersLikeAnyOther() {
    var tables = tables();
    tables.use(List.of(NumberRange.of("s", 0), NumberRange.of("s", -1)), HOUR);
    tables.use(List.of(NumberRange.of("s", Long.MAX_VALUE)), HOUR);

    assertThat(tables.used(List.of(new NumberRange("s", 0, 9), new NumberRange("s", -10, -1))))
        .containsExactly(NumberRange.of("s", 0), NumberRange.of("s", -1));
    assertThat(tables.use(List.of(new NumberRange("s", Long.MAX_VALUE - 1, Long.MIN_VALUE)), HOUR))
        .containsExactly(NumberRange.of("s", Long.MAX_VALUE));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatWasUsedIsExactlyWhatAModelKnows(Seed seed) {
    var tables = tables();
    var random = seed.random();
    var model = new TreeMap<String, List<Long>>();
    for (int i = 0; i < 60; i++) {
      var asked = randomRange(random);
      var known = model.computeIfAbsent(asked.series(), _ -> new ArrayList<>());
      var expected = LongStream.rangeClosed(asked.first(), asked.last()).filter(known::contains);

      assertThat(numbers(tables.used(List.of(asked)))).isEqualTo(expected.boxed().toList());
      if (random.nextBoolean()) {
        var before = numbers(tables.use(List.of(asked), HOUR));
        assertThat(before)
            .isEqualTo(
                LongStream.rangeClosed(asked.first(), asked.last())
                    .filter(known::contains)
                    .boxed()
                    .toList());
        LongStream.rangeClosed(asked.first(), asked.last())
            .filter(number -> !known.contains(number))
            .forEach(known::add);
      }
    }
  }

  static List<Seed> seeds() {
    return Seed.range(1, 20).mapToObj(Seed::new).toList();
  }

  private static NumberRange randomRange(RandomGenerator random) {
    long first = random.nextInt(60);
    return new NumberRange(random.nextBoolean() ? "s" : "t", first, first + random.nextInt(6));
  }

  private static List<Long> numbers(List<NumberRange> ranges) {
    return ranges.stream()
        .flatMapToLong(range -> LongStream.rangeClosed(range.first(), range.last()))
        .boxed()
        .toList();
  }

  @Test
  void ofManyWhoUseANumberAtOnceOneIsTheFirst() throws InterruptedException {
    var tables = tables();
    var other = elsewhere(tables);
    var first = new ConcurrentLinkedQueue<Long>();

    together(
        8,
        i -> {
          for (long number = 0; number < 50; number++) {
            var table = i % 2 == 0 ? tables : other;
            if (table.use(List.of(NumberRange.of("s", number)), HOUR).isEmpty()) {
              first.add(number);
            }
          }
        });

    assertThat(first).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void aSeriesThatIsFullRefusesAndForgetsNothing() {
    var tables = tables();
    int some = 1_000;
    for (int from = 0; from < SharedTables.MAX_RANGES_OF_SERIES; from += some) {
      tables.use(sparse(from, some), HOUR);
    }

    assertThatThrownBy(() -> tables.use(sparse(SharedTables.MAX_RANGES_OF_SERIES, 1), HOUR))
        .isInstanceOfSatisfying(
            MaosException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));

    assertThat(tables.used(sparse(0, some))).hasSize(some);
    assertThat(tables.used(sparse(SharedTables.MAX_RANGES_OF_SERIES, 1))).isEmpty();
    assertThat(tables.use(List.of(NumberRange.of("t", 1)), HOUR)).isEmpty();
    pass(HOUR.plusMillis(2));
    assertThat(tables.use(sparse(SharedTables.MAX_RANGES_OF_SERIES, 1), HOUR)).isEmpty();
  }

  /** Numbers with a gap behind each. */
  private static List<NumberRange> sparse(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(i -> NumberRange.of("s", 2L * i)).toList();
  }

  private static Note note(String key, long rank, String text) {
    return new Note(key, rank, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aNoteIsReadEverywhereInTheOrderOfWriting() {
    var tables = tables();
    var other = elsewhere(tables);
    assertThat(other.notes(0).notes()).isEmpty();

    assertThat(tables.write(note("b", 1, "one"))).isTrue();
    assertThat(other.write(note("a", 1, "two"))).isTrue();

    var page = tables.notes(0);
    assertThat(page.notes()).containsExactly(note("b", 1, "one"), note("a", 1, "two"));
    assertThat(page.isLast()).isTrue();
    assertThat(other.notes(page.position()).notes()).isEmpty();
    tables.write(note("b", 2, "three"));
    assertThat(other.notes(page.position()).notes()).containsExactly(note("b", 2, "three"));
    assertThat(other.notes(0).notes()).containsExactly(note("a", 1, "two"), note("b", 2, "three"));
    assertThat(other.notes(0).epoch()).isEqualTo(page.epoch());
  }

  @Test
  void aNoteOfALowerRankDoesNotTakeThePlaceOfAHigherOne() {
    var tables = tables();
    tables.write(note("policy", 3, "new"));

    assertThat(tables.write(note("policy", 2, "old"))).isFalse();
    assertThat(tables.write(note("policy", Long.MAX_VALUE, "last"))).isTrue();
    assertThat(tables.write(note("policy", Long.MAX_VALUE - 1, "almost"))).isFalse();

    assertThat(tables.notes(0).notes()).containsExactly(note("policy", Long.MAX_VALUE, "last"));
    assertThat(tables.write(note("policy", Long.MAX_VALUE, "again"))).isTrue();
  }

  @Test
  void aNoteThatIsWrittenTwiceIsOne() {
    var tables = tables();
    tables.write(note("a", 1, "one"));
    long position = tables.notes(0).position();

    assertThat(tables.write(note("a", 1, "one"))).isTrue();

    assertThat(tables.notes(position).notes()).isEmpty();
  }

  @Test
  void manyNotesComePageByPage() {
    var tables = tables();
    int many = 2_500;
    for (int i = 0; i < many; i++) {
      tables.write(note("k" + i, 1, "note " + i));
    }

    var read = new ArrayList<Note>();
    var page = tables.notes(0);
    read.addAll(page.notes());
    while (!page.isLast()) {
      page = tables.notes(page.position());
      read.addAll(page.notes());
    }

    assertThat(read).hasSize(many);
    assertThat(read.getLast()).isEqualTo(note("k2499", 1, "note 2499"));
  }

  @Test
  void notesThatAreTooMuchTogetherAreRefused() {
    var tables = tables();
    var large = new byte[1024 * 1024];
    for (int i = 0; i < 32; i++) {
      tables.write(new Note("k" + i, 1, large));
    }

    assertThatThrownBy(() -> tables.write(note("one-more", 1, "x")))
        .isInstanceOfSatisfying(
            MaosException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
    assertThat(tables.write(note("k0", 1, "shorter"))).isTrue();
    assertThat(tables.write(note("one-more", 1, "x"))).isTrue();
  }

  @Test
  void whoListensIsRungUntilItIsClosed() {
    var tables = tables();
    var other = elsewhere(tables);
    var rung = new AtomicInteger();
    var listening = tables.listen(rung::incrementAndGet);
    int before = rung.get();

    other.write(note("a", 1, "one"));

    Waiting.until("bell", () -> rung.get() > before);
    listening.close();
    listening.close();
    var again = new AtomicInteger();
    try (var _ = tables.listen(again::incrementAndGet)) {
      int then = rung.get();
      other.write(note("a", 2, "two"));
      Waiting.until("bell", () -> again.get() > 0);
      assertThat(rung).hasValue(then);
    }
  }

  private interface Task {
    void run(int index) throws Exception;
  }

  private static void together(int threads, Task task) throws InterruptedException {
    var start = new CountDownLatch(1);
    var failures = new ConcurrentLinkedQueue<Exception>();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < threads; i++) {
        int index = i;
        var _ = pool.submit(() -> {
          try {
            start.await();
            task.run(index);
          } catch (Exception e) {
            failures.add(e);
          }
        });
      }
      start.countDown();
    }
    assertThat(failures).isEmpty();
  }
}
