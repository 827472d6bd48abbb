package dev.maos.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadJsonTest {
  public enum Color {
    RED,
    GREEN
  }

  public record Task(String action, int count, double weight, Optional<Color> color) {}

  public record Plan(Instant start, Duration length, List<Task> tasks) {}

  public record Empty() {}

  public record Worker(Thread thread) {}

  @Test
  void aRecordIsReadBackAsItWasWritten() {
    var task = new Task("process", 3, 0.5, Optional.of(Color.GREEN));
    var plan = new Plan(Instant.EPOCH, Duration.ofSeconds(5), List.of(task));

    var payload = Payload.of(plan);

    assertThat(payload.mediaType()).isEqualTo(MediaType.JSON);
    assertThat(payload.as(Plan.class)).isEqualTo(plan);
  }

  @Test
  void timesAreWrittenAsIsoText() {
    var plan = new Plan(Instant.EPOCH, Duration.ofSeconds(5), List.of());

    assertThat(Payload.of(plan).text())
        .isEqualTo("{\"start\":\"1970-01-01T00:00:00Z\",\"length\":\"PT5S\",\"tasks\":[]}");
  }

  @ParameterizedTest
  @MethodSource("scalars")
  void scalarsAndContainersHaveTheirJson(Object value, String json) {
    assertThat(Payload.of(value).text()).isEqualTo(json);
  }

  static Stream<Arguments> scalars() {
    return Stream.of(
        Arguments.of("a\"b😀", "\"a\\\"b😀\""),
        Arguments.of(7L, "7"),
        Arguments.of(new BigDecimal("1.10"), "1.10"),
        Arguments.of(BigInteger.TEN.pow(99), "1" + "0".repeat(99)),
        Arguments.of(true, "true"),
        Arguments.of(Color.RED, "\"RED\""),
        Arguments.of(new int[] {1, 2}, "[1,2]"),
        Arguments.of(new double[] {1.5}, "[1.5]"),
        Arguments.of(List.of(Optional.empty(), Map.of()), "[null,{}]"),
        Arguments.of(AgentId.of("a1"), "{\"value\":\"a1\"}"),
        Arguments.of(new Empty(), "{}"));
  }

  @Test
  void sixtyFourLevelsAreWrittenAndRead() {
    var document = "[".repeat(64) + "]".repeat(64);

    var value = Payload.json(document).as(List.class);

    assertThat(Payload.of(value).text()).isEqualTo(document);
  }

  @Test
  void numbersWithAFractionKeepTheirDigits() {
    var numbers = Payload.json("[1.10, 12345678901234567890, 0.1234567890123456789]");

    assertThat(numbers.as(Object.class))
        .isEqualTo(
            List.of(
                new BigDecimal("1.10"),
                new BigInteger("12345678901234567890"),
                new BigDecimal("0.1234567890123456789")));
  }

  @Test
  void propertiesThatAReceiverDoesNotKnowAreIgnored() {
    var payload = Payload.json("{\"action\":\"x\",\"count\":1,\"weight\":2,\"since\":[{\"v\":2}]}");

    assertThat(payload.as(Task.class)).isEqualTo(new Task("x", 1, 2, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '|',
      value = {
        "{\"count\":1}; $.weight; nothing; double",
        "{\"count\":null}; $.count; null; int",
        "{\"count\":\"12\"}; $.count; \\\"12\\\"; int",
        "{\"count\":1.9}; $.count; 1.9; int",
        "{\"count\":3000000000}; $.count; 3000000000; int",
        "{\"count\":true}; $.count; true; int",
        "{\"action\":5}; $.action; 5; java.lang.String",
        "{\"action\":false}; $.action; false; java.lang.String",
        "{\"color\":1}; $.color; 1; dev.maos.base.PayloadJsonTest$Color",
        "{\"color\":\"BLUE\"}; $.color; \\\"BLUE\\\"; dev.maos.base.PayloadJsonTest$Color",
        "[]; $; [; dev.maos.base.PayloadJsonTest$Task",
        "null; $; null; dev.maos.base.PayloadJsonTest$Task"
      })
  void whatDoesNotFitIsRefusedWithItsPath(String json, String path, String found, String wanted) {
    assertThatThrownBy(() -> Payload.json(json).as(Task.class))
        .hasMessage(
            "UNREADABLE_PAYLOAD: payload at %s \"%s\" is not allowed; expected %s",
            path, found, wanted);
  }

  @Test
  void thePathLeadsThroughArrays() {
    var payload =
        Payload.json("{\"tasks\":[{\"action\":\"a\",\"count\":1,\"weight\":1},{\"count\":\"2\"}]}");

    assertThatThrownBy(() -> payload.as(Plan.class))
        .hasMessageContaining("payload at $.tasks[1].count");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1] 2",
        "{\"a\":1,\"a\":2}",
        "[1",
        "",
        "'a'",
        "[01]",
        "[+1]",
        "[.5]",
        "[1,]",
        "//\n1"
      })
  void uncheckedBytesThatAreNoStrictJsonAreNotRead(String document) {
    assertThatThrownBy(() -> unchecked(document).as(Object.class))
        .hasMessageStartingWith("MALFORMED_JSON: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '|',
      value = {
        "\"\\ud800\"; INVALID_UTF8",
        "\"\\udc00\\ud800\"; INVALID_UTF8",
        "{\"\\ud800\":1}; INVALID_UTF8",
        "[1e999]; INVALID_NUMBER",
        "[NaN]; INVALID_NUMBER",
        "-Infinity; INVALID_NUMBER"
      })
  void uncheckedBytesAreCheckedWhenTheyAreRead(String document, String code) {
    assertThatThrownBy(() -> unchecked(document).as(Object.class)).hasMessageStartingWith(code);
  }

  @Test
  void escapedBackslashesAndWholePairsAreNoHalfPairs() {
    assertThat(Payload.json("\"\\\\ud800 \\ud83d\\ude00\"").as(String.class))
        .isEqualTo("\\ud800 😀");
    assertThat(Payload.json("{\"\\ud83d\\ude00\":1}").as(Object.class)).isEqualTo(Map.of("😀", 1));
  }

  @Test
  void aNumberHas100CharactersAtMost() {
    assertThat(Payload.json("1".repeat(100)).as(BigInteger.class)).isEqualTo("1".repeat(100));
    assertThatThrownBy(() -> Payload.json("1".repeat(101)))
        .hasMessageStartingWith("INVALID_NUMBER: number at $ ");
    assertThatThrownBy(() -> Payload.of(BigInteger.TEN.pow(100)))
        .hasMessageStartingWith("INVALID_NUMBER: number at $ ");
    assertThatThrownBy(() -> Payload.of(Map.of("n", new BigDecimal("1e400"))))
        .hasMessageStartingWith("INVALID_NUMBER: number at $.n ");
  }

  @ParameterizedTest
  @MethodSource("noData")
  void whatIsNoDataIsRefusedWithItsType(Object value, String type) {
    assertThatThrownBy(() -> Payload.of(value))
        .hasMessageStartingWith("UNSERIALIZABLE_PAYLOAD: ")
        .hasMessageContaining(type);
  }

  static Stream<Arguments> noData() {
    var holder = new AtomicReference<>();
    holder.set(holder);
    var list = new ArrayList<>();
    list.add(Map.of("list", list));
    return Stream.of(
        Arguments.of(new Worker(new Thread()), "java.lang.Thread"),
        Arguments.of(new Thread() {}, "PayloadJsonTest$1"),
        Arguments.of(new Object(), "java.lang.Object"),
        Arguments.of((Runnable) () -> {}, "PayloadJsonTest$$Lambda"),
        Arguments.of(new ByteArrayInputStream(new byte[1]), "java.io.ByteArrayInputStream"),
        Arguments.of(new IllegalStateException("x"), "java.lang.IllegalStateException"),
        Arguments.of(ClassLoader.getSystemClassLoader(), "ClassLoader"),
        Arguments.of(holder, "java.util.concurrent.atomic.AtomicReference"),
        Arguments.of(list, "java.util.ArrayList"),
        Arguments.of(Collections.singletonMap(null, 1), "java.util.Collections$SingletonMap"),
        Arguments.of(Map.of(1, "a", "1", "b"), "java.util.ImmutableCollections$MapN"));
  }

  @Test
  void anyJsonValueSurvivesWritingAndReading() {
    Seed.next()
        .times(
            500,
            random -> {
              var value = value(random, 4);

              var once = Payload.of(value);

              assertThat(once.as(Object.class)).isEqualTo(value);
              assertThat(Payload.json(once.text())).isEqualTo(once);
            });
  }

  @Test
  void brokenBytesAreRefusedWithOurCodesOrReadBackAlike() {
    Seed.next()
        .times(
            3_000,
            random -> {
              var bytes = Payload.of(value(random, 3)).bytes();
              bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();

              try {
                // 7e0 comes back as 7, so the text is compared and not the kind of number.
                var once = Payload.of(Payload.json(bytes).as(Object.class));
                assertThat(Payload.of(once.as(Object.class))).isEqualTo(once);
              } catch (InvalidInputException refusal) {
                assertThat(refusal.code())
                    .isIn(
                        ErrorCode.MALFORMED_JSON,
                        ErrorCode.INVALID_UTF8,
                        ErrorCode.INVALID_NUMBER,
                        ErrorCode.UNREADABLE_PAYLOAD);
              }
            });
  }

  private static Object value(RandomGenerator random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> random.nextInt();
      case 1 -> random.nextBoolean();
      case 2 -> text(random);
      case 3 -> new BigDecimal(random.nextInt()).movePointLeft(random.nextInt(1, 9));
      case 4 -> Stream.generate(() -> value(random, depth - 1)).limit(3).toList();
      default -> Map.of("k" + text(random), value(random, depth - 1));
    };
  }

  private static String text(RandomGenerator random) {
    return random
        .ints(random.nextInt(8), 0, random.nextBoolean() ? 0x80 : 0x20000)
        .filter(c -> c < 0xD800 || c > 0xDFFF)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  // As it comes from the wire: in the middle of a larger array, and not checked yet.
  private static Payload unchecked(String document) {
    var bytes = ("..." + document + "...").getBytes(UTF_8);
    return Payload.withoutCopying(MediaType.JSON, bytes, 3, bytes.length - 6);
  }
}
