package dev.maos.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.JsonValues.Mark;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathsTest {
  private static final String BREAKERS = "{}[]\",:\\ 0-eu\u00c3\u0000x";

  @Test
  void valuesOfEveryKindAreFound() {
    var document =
        "{\"text\": \"a\\n\\u00e9\\ud834\\udd1e\u00fc\", \"whole\": 12, \"minus\": -7, \"part\":1.50,"
            + " \"yes\":true,\"no\" : false , \"nothing\":null,\"list\":[1,{\"x\":2}],\"in\":{\"x\":"
            + "{\"y\":3}}}";

    assertThat(at(document, "text")).isEqualTo("a\n\u00e9\ud834\udd1e\u00fc");
    assertThat(at(document, "whole")).isEqualTo(12L);
    assertThat(at(document, "minus")).isEqualTo(-7L);
    assertThat(at(document, "part")).isEqualTo(new BigDecimal("1.5"));
    assertThat(at(document, "yes")).isEqualTo(true);
    assertThat(at(document, "no")).isEqualTo(false);
    assertThat(at(document, "nothing")).isEqualTo(Mark.NULL);
    assertThat(at(document, "list")).isEqualTo(Mark.COMPOSITE);
    assertThat(at(document, "in")).isEqualTo(Mark.COMPOSITE);
    assertThat(at(document, "in", "x", "y")).isEqualTo(3L);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    var document = "{\"a\":{\"b\":1},\"list\":[{\"b\":1}],\"n\":null}";

    assertThat(at(document, "b")).isNull();
    assertThat(at(document, "a", "c")).isNull();
    assertThat(at(document, "a", "b", "c")).isNull();
    assertThat(at(document, "list", "b")).isNull();
    assertThat(at(document, "list", "0")).isNull();
    assertThat(at(document, "n", "x")).isNull();
    assertThat(at("[1]", "0")).isNull();
    assertThat(at("7", "a")).isNull();
  }

  @Test
  void namesAreComparedAfterTheirEscapesAreRead() {
    var document = "{\"\\u0061\\\"\\/\":1,\"\u00e9\":2,\"e\\u0301\":3,\"\":4}";

    assertThat(at(document, "a\"/")).isEqualTo(1L);
    assertThat(at(document, "\u00e9")).isEqualTo(2L);
    assertThat(at(document, "e\u0301")).isEqualTo(3L);
    assertThat(at(document, "")).isEqualTo(4L);
  }

  /** One who looks for the name as it is written must not hide the event from one who reads it. */
  @Test
  void aNameThatLooksLikeAnEscapeIsAnotherName() {
    var paths = new JsonPaths();
    var read = paths.add(List.of("a"));
    var written = paths.add(List.of("\\u0061"));
    var escaped = paths.read(Payload.json("{\"\\u0061\":1}"));
    var plain = paths.read(Payload.json("{\"\\\\u0061\":2}"));

    assertThat(escaped.size()).isEqualTo(1);
    assertThat(escaped.path(0)).isSameAs(read);
    assertThat(plain.size()).isEqualTo(1);
    assertThat(plain.path(0)).isSameAs(written);
  }

  @Test
  void ofFieldsOfOneNameTheFirstCounts() {
    assertThat(at("{\"a\":1,\"a\":2}", "a")).isEqualTo(1L);
    assertThat(at("{\"a\":1,\"\\u0061\":2}", "a")).isEqualTo(1L);
    assertThat(at("{\"a\":{},\"a\":{\"b\":2}}", "a", "b")).isNull();
    assertThat(at("{\"a\":7,\"a\":{\"b\":2}}", "a", "b")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "1.0",
        "10e-1",
        "0.1e1",
        "1E0",
        "1e+0",
        "100e-2",
        "1.000000000000000000000000000"
      })
  void equalNumbersAreFoundAsEqual(String number) {
    assertThat(at("{\"n\":" + number + "}", "n")).isEqualTo(1L);
  }

  @Test
  void numbersAreExact() {
    assertThat(at("{\"n\":-0.0}", "n")).isEqualTo(0L);
    assertThat(at("{\"n\":0e9}", "n")).isEqualTo(0L);
    assertThat(at("{\"n\":999999999999999999}", "n")).isEqualTo(999_999_999_999_999_999L);
    assertThat(at("{\"n\":1000000000000000000}", "n"))
        .isEqualTo(new BigDecimal("1E+18"))
        .isEqualTo(JsonPaths.canonical(new BigDecimal("1000000000000000000.0")));
    assertThat(at("{\"n\":0.1000000000000000055511151231257827}", "n"))
        .isNotEqualTo(at("{\"n\":0.1}", "n"));
    assertThat(at("{\"n\":1e-999999999}", "n")).isEqualTo(new BigDecimal("1e-999999999"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "{\"a\":1",
        "{\"a\":1,}",
        "{\"a\":1}x",
        "{\"a\":1}{",
        "{\"a\" 1}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":.1}",
        "{\"a\":-}",
        "{\"a\":+1}",
        "{\"a\":1e}",
        "{\"a\":1e+}",
        "{\"a\":1e309}",
        "{\"a\":NaN}",
        "{\"a\":1,\"b\":1e9999999999}",
        "{\"a\":1,\"b\":1e-9999999999}",
        "{\"a\":1,\"b\":tru}",
        "{\"a\":1,\"b\":trux}",
        "{\"a\":1,\"b\":nul",
        "{\"a\":1,\"b\":\"x}",
        "{\"a\":1,\"b\":\"\\",
        "{\"a\":1,\"b\":\"\\x\"}",
        "{\"a\":1,\"b\":\"\\u12\"}",
        "{\"a\":1,\"b\":\"\\u12g4\"}",
        "{\"a\":1,\"b\":\"\\ud834\"}",
        "{\"a\":1,\"b\":\"\\udd1e\\ud834\"}",
        "{\"a\":1,\"b\":\"\t\"}",
        "{\"a\":1,\"b\":[1,]}",
        "{\"a\":1,\"b\":[1 2]}",
        "{\"a\":1,\"b\":[",
        "{\"a\":1,\"b\":[1}",
        "{\"a\":1,\"b\":}",
        "{\"a\":1,,\"b\":2}",
        "\ufeff{\"a\":1}",
        "{\"a\":1}\u00a0"
      })
  void whatIsNoJsonHasNothing(String document) {
    assertThat(at(document, "a")).isNull();
  }

  @Test
  void bytesThatAreNoUtf8HaveNothing() {
    var bytes = "{\"a\":1,\"b\":\"x\"}".getBytes(StandardCharsets.UTF_8);
    bytes[12] = (byte) 0xC3;

    assertThat(at(Payload.binary(bytes, MediaType.JSON), "a")).isNull();
  }

  @Test
  void otherKindsOfContentHaveNothing() {
    var bytes = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    assertThat(at(Payload.binary(bytes, MediaType.TEXT), "a")).isNull();
    assertThat(at(Payload.binary(bytes, MediaType.BINARY), "a")).isNull();
    assertThat(at(Payload.binary(bytes, MediaType.of("application/x+json;v=1")), "a"))
        .isEqualTo(1L);
    assertThat(at(Payload.binary(bytes, MediaType.of("application/json;v=1")), "a")).isEqualTo(1L);
  }

  @Test
  void nestingIsBounded() {
    assertThat(at("{\"a\":1,\"b\":" + "[".repeat(63) + "]".repeat(63) + "}", "a")).isEqualTo(1L);
    assertThat(at("{\"a\":1,\"b\":" + "[".repeat(64) + "]".repeat(64) + "}", "a")).isNull();
    assertThat(at("{\"b\":".repeat(100_000), "a")).isNull();
  }

  @Test
  void aPartOfAnArrayIsReadWithinItsBounds() {
    var bytes = "x{\"a\":12}3".getBytes(StandardCharsets.UTF_8);

    assertThat(at(Payload.withoutCopying(MediaType.JSON, bytes, 1, 8), "a")).isEqualTo(12L);
    assertThat(at(Payload.withoutCopying(MediaType.JSON, bytes, 1, 7), "a")).isNull();
    assertThat(at(Payload.withoutCopying(MediaType.JSON, bytes, 1, 9), "a")).isNull();
  }

  @Test
  void aWayIsFollowedAsLongAsSomebodyUsesIt() {
    var paths = new JsonPaths();
    var outer = paths.add(List.of("a"));
    var inner = paths.add(List.of("a", "b"));
    var again = paths.add(List.of("a", "b"));
    var document = Payload.json("{\"a\":{\"b\":1}}");
    assertThat(again).isSameAs(inner);

    paths.remove(inner);
    assertThat(paths.read(document).at(inner)).isEqualTo(1L);
    paths.remove(again);
    assertThat(paths.read(document).at(inner)).isNull();
    assertThat(paths.read(document).at(outer)).isEqualTo(Mark.COMPOSITE);
    paths.remove(outer);
    assertThat(paths.read(document).size()).isZero();
    assertThat(paths.read(document).at(paths.add(List.of("a", "b")))).isNull();
    assertThat(paths.read(document).size()).isEqualTo(1);
  }

  @Test
  void manyWaysAreFollowedAtOnce() {
    var paths = new JsonPaths();
    var document = new LinkedHashMap<String, Integer>();
    var ends = new ArrayList<JsonPaths.Path>();
    for (int i = 0; i < 300; i++) {
      document.put("name" + i, i);
      ends.add(paths.add(List.of("name" + (299 - i))));
    }

    var found = paths.read(Payload.of(document));

    assertThat(found.size()).isEqualTo(300);
    for (int i = 0; i < 300; i++) {
      assertThat(found.at(ends.get(i))).isEqualTo(299L - i);
    }
    var repeated = "{\"name7\":1,\"name7\":2,\"name70\":3}".getBytes(StandardCharsets.UTF_8);
    assertThat(paths.read(Payload.binary(repeated, MediaType.JSON)).size()).isEqualTo(2);
  }

  @Test
  void itFindsWhatTheStrictReaderReads() {
    Seed.next().times(3_000, JsonPathsTest::compareWithTheStrictReader);
  }

  private static void compareWithTheStrictReader(RandomGenerator random) {
    var json = new RandomJson(random);
    var bytes = json.object(3).getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(3) == 0) {
      bytes = broken(bytes, random);
    }
    var payload = Payload.binary(bytes, MediaType.JSON);
    var paths = new JsonPaths();
    var wanted = new HashMap<List<String>, JsonPaths.Path>();
    for (int i = 0; i < 6; i++) {
      var path = json.path();
      wanted.put(path, paths.add(path));
    }

    var found = paths.read(payload);

    var tree = strictly(payload);
    if (tree.isPresent()) {
      wanted.forEach((path, end) ->
          assertThat(found.at(end))
              .as("%s in %s", path, payload.text())
              .isEqualTo(expected(tree.get(), path)));
    } else {
      assertThat(found.size()).as(new String(bytes, StandardCharsets.UTF_8)).isZero();
    }
  }

  /** The document as the strict reader has it; nothing if it refuses it, as it must then do too. */
  private static Optional<Object> strictly(Payload payload) {
    try {
      return Optional.of(Payload.json(payload.bytes()).as(Object.class));
    } catch (InvalidInputException refused) {
      return Optional.empty();
    }
  }

  private static @Nullable Object expected(Object root, List<String> path) {
    @Nullable Object here = root;
    for (var field : path) {
      if (!(here instanceof Map<?, ?> object) || !object.containsKey(field)) {
        return null;
      }
      here = object.get(field);
    }
    return switch (here) {
      case null -> Mark.NULL;
      case Map<?, ?> _, List<?> _ -> Mark.COMPOSITE;
      case Number number -> JsonPaths.canonical(new BigDecimal(number.toString()));
      default -> here;
    };
  }

  private static byte[] broken(byte[] bytes, RandomGenerator random) {
    int at = random.nextInt(bytes.length);
    if (random.nextBoolean()) {
      return Arrays.copyOf(bytes, at);
    }
    var broken = bytes.clone();
    broken[at] = (byte) BREAKERS.charAt(random.nextInt(BREAKERS.length()));
    return broken;
  }

  private static @Nullable Object at(String document, String... fields) {
    return at(Payload.binary(document.getBytes(StandardCharsets.UTF_8), MediaType.JSON), fields);
  }

  private static @Nullable Object at(Payload payload, String... fields) {
    var paths = new JsonPaths();
    var end = paths.add(List.of(fields));
    return paths.read(payload).at(end);
  }

  /** Documents without repeated names, of which some fields lie where paths lead. */
  private record RandomJson(RandomGenerator random) {
    private static final List<String> NAMES = List.of("a", "b", "\u00e9", "a.b", "", "\"\\");
    private static final List<String> NUMBERS =
        List.of("0", "-0", "12", "1.50", "-1e3", "1E-7", "123456789012345678901", "1e308", "0.1");
    private static final List<String> TEXTS =
        List.of("", "x", "\u00fc", "\ud834\udd1e", "\\", "\"", "\n", "\u0000", "/");

    List<String> path() {
      var path = new ArrayList<String>();
      do {
        path.add(pick(NAMES));
      } while (random.nextInt(3) == 0);
      return path;
    }

    String object(int depth) {
      var fields = new ArrayList<String>();
      for (var name : NAMES) {
        if (random.nextBoolean()) {
          fields.add(space() + text(name) + space() + ":" + space() + value(depth) + space());
        }
      }
      return "{" + String.join(",", fields) + space() + "}";
    }

    private String value(int depth) {
      return switch (random.nextInt(depth == 0 ? 5 : 8)) {
        case 0, 1 -> pick(NUMBERS);
        case 2 -> text(pick(TEXTS));
        case 3 -> pick(List.of("true", "false"));
        case 4 -> "null";
        case 5 -> "[" + value(depth - 1) + space() + "," + value(depth - 1) + "]";
        default -> object(depth - 1);
      };
    }

    private String text(String text) {
      return Payload.of(text).text();
    }

    private String space() {
      return random.nextInt(6) == 0 ? pick(List.of(" ", "\n", "\t", "\r\n ")) : "";
    }

    private <T> T pick(List<T> some) {
      return some.get(random.nextInt(some.size()));
    }
  }
}
