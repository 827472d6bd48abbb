package dev.maos.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicMatchingTest {
  @ParameterizedTest
  @CsvSource({
    "a.b, a.b, true",
    "a.b, a.bc, false",
    "a.b, a, false",
    "a.b, a.b.c, false",
    "*, a, true",
    "*, a.b, false",
    "a.*, a, false",
    "a.*.c, a.b.c, true",
    "a.*.c, a.b.d, false",
    ">, a, true",
    ">, a.b.c, true",
    "a.>, a, false",
    "a.>, a.b, true",
    "a.>, a.b.c, true",
    "a.>, b.c, false",
    "*.>, a, false",
    "*.>, a.b, true",
    ">, _maos.x, false",
    "*.x, _maos.x, false",
    "*.>, _maos.x, false",
    "_maos.x, _maos.x, true",
    "_maos.*, _maos.x, true",
    "_maos.>, _maos.x.y, true",
    "_maos.>, maos.x, false"
  })
  void aWildcardStandsForASegmentOrATail(String pattern, String topic, boolean expected) {
    assertThat(TopicPattern.of(pattern).matches(new Topic(topic))).isEqualTo(expected);
  }

  @Test
  void aPatternMatchesWhatAReferenceMatcherMatches() {
    Seed.next()
        .times(
            20_000,
            random -> {
              var pattern = pattern(random);
              var topic = topic(random);

              assertThat(pattern.matches(topic))
                  .as("%s matches %s", pattern, topic)
                  .isEqualTo(referenceMatches(pattern, topic));
            });
  }

  @Test
  void aTrieFindsTheValuesOfAllMatchingPatternsAndNoOther() {
    Seed.next()
        .times(
            300,
            random -> {
              var patterns = new ArrayList<TopicPattern>();
              var trie = new TopicTrie<Integer>();
              for (int i = 0; i < 60; i++) {
                patterns.add(pattern(random));
                trie.add(patterns.get(i), i);
              }
              var removed = removeSome(random, patterns, trie);
              var topic = topic(random);

              assertThat(trie.match(topic))
                  .as("matches of %s in %s without %s", topic, patterns, removed)
                  .containsExactlyInAnyOrderElementsOf(
                      IntStream.range(0, patterns.size())
                          .filter(i -> !removed.contains(i) && patterns.get(i).matches(topic))
                          .boxed()
                          .toList());
              assertThat(trie.size()).isEqualTo(patterns.size() - removed.size());
            });
  }

  private static List<Integer> removeSome(
      RandomGenerator random, List<TopicPattern> patterns, TopicTrie<Integer> trie) {
    var removed = new ArrayList<Integer>();
    for (int i = 0; i < patterns.size(); i++) {
      if (random.nextInt(3) == 0) {
        removed.add(i);
        assertThat(trie.remove(patterns.get(i), i)).isTrue();
      }
    }
    return removed;
  }

  // Few different segments, so that patterns and topics meet often.
  private static Topic topic(RandomGenerator random) {
    var segments = segments(random, 3);
    return random.nextInt(8) == 0 ? Topic.reserved(segments) : Topic.of(segments);
  }

  private static TopicPattern pattern(RandomGenerator random) {
    var segments = segments(random, 4);
    var tail = random.nextInt(4) == 0 ? segments + ".>" : segments;
    var whole = random.nextInt(20) == 0 ? ">" : tail;
    return TopicPattern.of(random.nextInt(8) == 0 ? "_maos." + whole : whole);
  }

  private static String segments(RandomGenerator random, int choices) {
    return random
        .ints(random.nextInt(1, 5), 0, choices)
        .mapToObj(i -> List.of("a", "b", "ab", "*").get(i))
        .collect(Collectors.joining("."));
  }

  private static boolean referenceMatches(TopicPattern pattern, Topic topic) {
    var wanted = pattern.value().split("\\.");
    var given = topic.value().split("\\.");
    boolean startsWild = wanted[0].equals("*") || wanted[0].equals(">");
    return !(startsWild && given[0].equals("_maos")) && referenceMatches(wanted, given, 0);
  }

  private static boolean referenceMatches(String[] wanted, String[] given, int at) {
    if (at == wanted.length || at == given.length) {
      return wanted.length == given.length;
    }
    return switch (wanted[at]) {
      case ">" -> true;
      case "*" -> referenceMatches(wanted, given, at + 1);
      default -> wanted[at].equals(given[at]) && referenceMatches(wanted, given, at + 1);
    };
  }
}
