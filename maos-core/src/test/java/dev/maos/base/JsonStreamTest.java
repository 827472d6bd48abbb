package dev.maos.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonStreamTest {
  @Test
  void fieldsComeOneByOne() {
    var json =
        json(
            "{'a':'text','b':[1,[],['x'],['x','y'],[['x']],{'c':null}],'d':{'e':{}},'f':true,"
                + "'g':9007199254740993,'h':123456789012345678901,'i':0.10}");

    assertThat(next(json, "a")).isEqualTo("text");
    assertThat(next(json, "b"))
        .isEqualTo(
            Arrays.asList(
                1,
                List.of(),
                List.of("x"),
                List.of("x", "y"),
                List.of(List.of("x")),
                java.util.Collections.singletonMap("c", null)));
    assertThat(next(json, "d")).isEqualTo(Map.of("e", Map.of()));
    assertThat(next(json, "f")).isEqualTo(true);
    assertThat(next(json, "g")).isEqualTo(9007199254740993L);
    assertThat(next(json, "h")).isEqualTo(new BigInteger("123456789012345678901"));
    assertThat(next(json, "i")).isEqualTo(new BigDecimal("0.10"));
    assertThat(json.next()).isFalse();
  }

  @Test
  void itemsOfAListComeOneByOne() {
    var json = json("{'list':[1,{'a':[2]},[3],[]],'after':4}");
    var items = new ArrayList<@Nullable Object>();

    json.next();
    while (json.nextItem()) {
      items.add(json.value());
    }

    assertThat(items).containsExactly(1, Map.of("a", List.of(2)), List.of(3), List.of());
    assertThat(next(json, "after")).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void whatIsNotReadIsPassedOver(int read) {
    var json = json("{'skipped':{'a':[1,{'b':2}]},'list':[[1],{'a':2},3],'after':4}");

    json.next();
    json.next();
    for (int i = 0; i < read; i++) {
      if (json.nextItem() && i % 2 == 0) {
        json.value();
      } else if (i == 3) {
        break;
      }
    }

    assertThat(next(json, "after")).isEqualTo(4);
    assertThat(json.next()).isFalse();
  }

  @Test
  void aValueIsReadOnce() {
    var json = json("{'a':1}");
    json.next();
    json.value();

    assertThatThrownBy(json::value).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(json::nextItem).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void textsThatRepeatAreTheSameObject() {
    var json = json("{'list':[['one'],['two'],['one']]}");
    json.next();
    json.nextItem();
    var first = json.value();
    json.nextItem();
    json.nextItem();

    assertThat(json.value()).isSameAs(first);
  }

  @Test
  void textsThatLookAlikeAreNot() {
    var texts = new ArrayList<String>();
    for (int i = 0; i < 20_000; i++) {
      texts.add("text number " + i + " ends alike");
    }
    texts.add("");
    texts.add("x".repeat(200));
    texts.addAll(texts.subList(0, 5_000));
    var json = JsonStream.of(Payload.of(Map.of("list", texts)).bytes());

    assertThat(next(json, "list")).isEqualTo(texts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"a\":2} | MALFORMED_JSON",
        "{\"a\":[{\"b\":1,\"b\":2}]} | MALFORMED_JSON",
        "{\"a\":1} x | MALFORMED_JSON",
        "{\"a\":1}{} | MALFORMED_JSON",
        "{\"a\":1 | MALFORMED_JSON",
        "{\"a\":} | MALFORMED_JSON",
        "{\"a\":NaN} | INVALID_NUMBER",
        "{\"a\":1e999} | INVALID_NUMBER",
        "{\"a\":\"\\ud800\"} | INVALID_UTF8",
        "{\"\\ud800\":1} | INVALID_UTF8",
        "[] | UNREADABLE_PAYLOAD",
        "\"a\" | UNREADABLE_PAYLOAD",
        "null | UNREADABLE_PAYLOAD"
      })
  void whatIsNotStrictIsRefused(String text, ErrorCode code) {
    assertThatThrownBy(() -> all(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            InvalidInputException.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    var wrong = "{\"a\":\"........\"}".getBytes(StandardCharsets.UTF_8);
    for (int i = 6; i < 14; i++) {
      var bytes = wrong.clone();
      bytes[i] = (byte) 0xff;

      assertThatThrownBy(() -> JsonStream.of(bytes))
          .hasMessageContaining("payload at byte offset " + index(bytes));
    }
    assertThatThrownBy(() -> all(new byte[0])).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void deepNestingIsRefused() {
    var deep = "{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}";

    assertThatThrownBy(() -> all(deep.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            it -> assertThat(it.code()).isEqualTo(ErrorCode.NESTING_TOO_DEEP));
  }

  private static int index(byte[] bytes) {
    int at = 0;
    while (bytes[at] >= 0) {
      at++;
    }
    return at;
  }

  private static void all(byte[] bytes) {
    var json = JsonStream.of(bytes);
    while (json.next()) {
      json.value();
    }
  }

  private static @Nullable Object next(JsonStream json, String name) {
    assertThat(json.next()).isTrue();
    assertThat(json.name()).isEqualTo(name);
    return json.value();
  }

  private static JsonStream json(String text) {
    return JsonStream.of(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
