package dev.maos.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Takes one protection after the other out of its class, and runs the test that should notice: it
 * must fail without the protection, and pass with it.
 *
 * <p>The protections are in {@code protections.txt}, and the table of {@code
 * docs/security-proof.md} is made of them: {@code -Dmaos.proof=write} writes it anew, with the
 * failures that were seen. It takes about two minutes of a processor, so it is one of the long
 * runs: {@code -Dmaos.faults=long}.
 */
@EnabledIfSystemProperty(named = "maos.faults", matches = "long")
class RemovedProtectionsTest {
  private static final Path TABLE = Path.of("../docs/security-proof.md");
  private static final int AT_ONCE = 2;
  private static final int MOST_OF_A_FAILURE = 120;
  private static final List<Protection> ALL = read();

  private static final Map<Integer, String> SEEN = new ConcurrentHashMap<>();
  private static final Map<String, Optional<Throwable>> WITH = new ConcurrentHashMap<>();

  private static List<Future<Optional<Throwable>>> without = List.of();

  private static List<Protection> read() {
    try (var in = RemovedProtectionsTest.class.getResourceAsStream("protections.txt")) {
      if (in == null) {
        throw new AssertionError("no protections.txt");
      }
      return Protection.all(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeAll
  static void takeAllOut() {
    try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
      without = ALL.stream().map(one -> pool.submit(() -> failureWithout(one))).toList();
      var tests = ALL.stream().map(Protection::test).distinct().toList();
      for (var test : tests) {
        var _ = pool.submit(() -> WITH.put(test, failureWith(test)));
      }
    }
  }

  private static Optional<Throwable> failureWithout(Protection one) {
    return IsolatedTest.failure(PatchedClasses.without(one), one.testClass(), one.testMethod());
  }

  private static Optional<Throwable> failureWith(String test) {
    var any = new Protection("", "", test, List.of());
    return IsolatedTest.failure(PatchedClasses.none(), any.testClass(), any.testMethod());
  }

  @TestFactory
  Stream<DynamicTest> withoutItItsTestFails() {
    return IntStream.range(0, ALL.size())
        .mapToObj(i -> DynamicTest.dynamicTest(name(ALL.get(i)), () -> requireNoticed(i)));
  }

  private static String name(Protection one) {
    return "%s %s without: %s".formatted(one.threat(), one.place(), one.line());
  }

  private static void requireNoticed(int index) throws InterruptedException {
    var one = ALL.get(index);
    try {
      var failure = without.get(index).get();
      assertThat(failure).as("%s did not notice", one.test()).isPresent();
      SEEN.put(index, told(failure.orElseThrow()));
      assertThat(WITH.get(one.test())).as("%s with it", one.test()).isEmpty();
    } catch (ExecutionException e) {
      throw new AssertionError(name(one), e.getCause());
    }
  }

  @Test
  void everyThreatIsInIt() {
    var threats = ALL.stream().map(Protection::threat).distinct().toList();
    var expected =
        IntStream.rangeClosed(1, 28)
            // There is no gateway.
            .filter(number -> number != 25)
            .mapToObj(number -> "T" + number)
            .toList();

    assertThat(threats).containsExactlyElementsOf(expected);
  }

  /** The name of the failure and the first words of what it says, without what a run makes up. */
  private static String told(Throwable failure) {
    var words =
        Optional.ofNullable(failure.getMessage())
            .orElse("")
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .limit(4)
            .collect(Collectors.joining(" "))
            .replaceAll("[|`<>]", "'")
            .replaceAll("\\P{Print}", "?");
    var text = failure.getClass().getSimpleName() + ": " + words;
    return text.length() <= MOST_OF_A_FAILURE ? text : text.substring(0, MOST_OF_A_FAILURE) + "…";
  }

  @Test
  void theTableNamesAllOfThem() throws IOException {
    var table = Files.readString(TABLE);

    for (var one : ALL) {
      assertThat(table).contains(row(one));
    }
  }

  private static String row(Protection one) {
    return "| %s | `%s` | `%s` | `%s` |"
        .formatted(one.threat(), one.test(), one.place(), one.line().replace("|", "\\|"));
  }

  @AfterAll
  static void writeTable() throws IOException {
    if (!System.getProperty("maos.proof", "").equals("write")) {
      return;
    }
    var before = Files.readString(TABLE);
    int head = before.indexOf("| # |");
    var table =
        new StringBuilder(before.substring(0, head))
            .append("| # | test that fails without it | class | lines taken out | failure seen |\n")
            .append("|---|---|---|---|---|\n");
    new TreeMap<>(SEEN)
        .forEach((index, seen) -> table.append("%s %s |\n".formatted(row(ALL.get(index)), seen)));
    Files.writeString(TABLE, table);
  }
}
