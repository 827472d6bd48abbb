package dev.maos.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTrieTest {
  private final TopicTrie<String> trie = new TopicTrie<>();

  @ParameterizedTest
  @ValueSource(strings = {"a.b", "a.*", "a.>"})
  void valuesOfOnePatternKeepTheOrderInWhichTheyWereAdded(String value) {
    var pattern = TopicPattern.of(value);
    List.of("one", "two", "three", "four").forEach(v -> trie.add(pattern, v));

    trie.remove(pattern, "two");
    trie.add(pattern, "two");

    assertThat(trie.match(Topic.of("a.b"))).containsExactly("one", "three", "four", "two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b", "*.b", ">"})
  void aValueIsHeldOncePerPattern(String value) {
    var pattern = TopicPattern.of(value);

    trie.add(pattern, "one");
    trie.add(pattern, "one");

    assertThat(trie.size()).isOne();
    assertThat(trie.match(Topic.of("a.b"))).containsExactly("one");
  }

  @Test
  void aValueUnderSeveralMatchingPatternsIsFoundForEach() {
    trie.add(TopicPattern.of("a.*"), "one");
    trie.add(TopicPattern.of("a.b"), "one");

    assertThat(trie.match(Topic.of("a.b"))).containsExactly("one", "one");
    assertThat(trie.size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b", "a.*", "a.>", "x.y", "x.*.z", "x.>", "*", ">"})
  void removingWhatIsNotThereChangesNothing(String value) {
    trie.add(TopicPattern.of("a.b"), "one");
    trie.add(TopicPattern.of("a.*.c"), "two");

    assertThat(trie.remove(TopicPattern.of(value), "three")).isFalse();

    assertThat(trie.size()).isEqualTo(2);
    assertThat(trie.match(Topic.of("a.b"))).containsExactly("one");
    assertThat(trie.match(Topic.of("a.b.c"))).containsExactly("two");
  }

  @Test
  void removingALongPatternKeepsTheShorterOneOnItsWay() {
    trie.add(TopicPattern.of("a.*"), "short");
    trie.add(TopicPattern.of("a.*.c.*"), "long");

    assertThat(trie.remove(TopicPattern.of("a.*.c.*"), "long")).isTrue();

    assertThat(trie.match(Topic.of("a.b"))).containsExactly("short");
    assertThat(trie.match(Topic.of("a.b.c.d"))).isEmpty();
  }

  @Test
  void theListOfMatchesIsTheCallersOwn() {
    trie.add(TopicPattern.of("a"), "one");
    var found = trie.match(Topic.of("a"));

    trie.add(TopicPattern.of("a"), "two");

    assertThat(found).containsExactly("one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b", "a.*"})
  void tenThousandValuesOfOnePatternComeAndGo(String value) {
    var pattern = TopicPattern.of(value);
    var values = IntStream.range(0, 10_000).mapToObj(Integer::toString).toList();
    values.forEach(v -> trie.add(pattern, v));

    var found = new ArrayList<String>();
    trie.forEachMatch(Topic.of("a.b"), found::add);
    assertThat(found).isEqualTo(values);

    values.forEach(v -> assertThat(trie.remove(pattern, v)).isTrue());
    assertThat(trie.size()).isZero();
    assertThat(trie.match(Topic.of("a.b"))).isEmpty();
  }
}
