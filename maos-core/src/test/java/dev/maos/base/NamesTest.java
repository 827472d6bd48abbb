package dev.maos.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "Z", "0", "a-b_c", "9__", "agent1"})
  void agentIdsMayHaveLettersDigitsDashesAndUnderscores(String name) {
    assertThat(AgentId.of(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-a", "_a", "a.b", "a>", "\u00e9", "a\u00e9", "\uff11", "@", "[", "`", "/"})
  void agentIdsStartWithAnAsciiLetterOrDigitAndHaveNoOtherMarks(String name) {
    assertThatThrownBy(() -> AgentId.of(name)).hasMessageStartingWith("INVALID_AGENT_ID: ");
  }

  @Test
  void theLongestAgentIdHas64Characters() {
    assertThat(AgentId.of("a".repeat(64)).value()).hasSize(64);
  }

  @Test
  void agentIdsSortByTheirCharacters() {
    var sorted = Stream.of("b", "B", "a1", "a").map(AgentId::of).sorted();

    assertThat(sorted).extracting(AgentId::value).containsExactly("B", "a", "a1", "b");
  }

  @Test
  void namesAreRequired() {
    assertThatNullPointerException().isThrownBy(() -> AgentId.of(nothing())).withMessage("value");
    assertThatNullPointerException().isThrownBy(() -> Topic.of(nothing())).withMessage("value");
  }

  @Test
  void aTopicKnowsItsSegments() {
    assertThat(Topic.of("orders.created.eu").segments())
        .isEqualTo(List.of("orders", "created", "eu"));
    assertThat(Topic.of("orders").segments()).isEqualTo(List.of("orders"));
  }

  @Test
  void theLongestTopicHas16SegmentsOr255Bytes() {
    var sixteen = "a" + ".a".repeat(15);
    var longest = String.join(".", "a".repeat(64), "a".repeat(64), "a".repeat(64), "a".repeat(60));

    assertThat(Topic.of(sixteen).segments()).hasSize(16);
    assertThat(Topic.of(longest).value()).hasSize(255);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.", "a.b c", "a.-b", "_maosx", "_a.b", "a.>b", "a.*.b*"})
  void otherFormsAreNoTopics(String name) {
    assertThatThrownBy(() -> Topic.of(name)).hasMessageStartingWith("INVALID_TOPIC: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", ">", "a.>", "*.a", "_maos.*"})
  void patternsAreNoTopics(String name) {
    assertThatThrownBy(() -> Topic.of(name)).hasMessageStartingWith("WILDCARD_IN_PUBLISH: ");
  }

  @Test
  void reservedTopicsCanBeReadBackButNotNamedByUsers() {
    var receipts = Topic.reserved("receipts");

    assertThat(receipts).isEqualTo(new Topic("_maos.receipts"));
    assertThat(receipts.isReserved()).isTrue();
    assertThat(Topic.of("maos.receipts").isReserved()).isFalse();
    assertThatThrownBy(() -> Topic.of("_maos")).hasMessageStartingWith("RESERVED_TOPIC: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ">.a", ">>", "**", "a.b>", "_maos", "_maos.", "*._maos"})
  void otherFormsAreNoPatterns(String pattern) {
    assertThatThrownBy(() -> TopicPattern.of(pattern)).hasMessageStartingWith("INVALID_PATTERN: ");
  }

  @Test
  void aPatternIsExactWithoutWildcards() {
    assertThat(TopicPattern.of("a.b").isExact()).isTrue();
    assertThat(TopicPattern.exactly(Topic.reserved("x")).isExact()).isTrue();
    assertThat(TopicPattern.of("a.*").isExact()).isFalse();
    assertThat(TopicPattern.of("a.>").isExact()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/cloudevents+json;v=1", "image/svg+xml"})
  void mediaTypesHaveATypeAndASubtype(String value) {
    assertThat(MediaType.of(value)).hasToString(value);
  }

  @Test
  void mediaTypesIgnoreCaseBeforeTheParameters() {
    assertThat(MediaType.of("Text/Plain;boundary=X").value()).isEqualTo("text/plain;boundary=X");
    assertThat(MediaType.of("APPLICATION/JSON")).isEqualTo(MediaType.JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "text", "/plain", "text/", "a/b/c", "a b/c", "a/b;\n", "a/b;\u00e9", ";a/b"})
  void otherFormsAreNoMediaTypes(String value) {
    assertThatThrownBy(() -> MediaType.of(value)).hasMessageStartingWith("INVALID_MEDIA_TYPE: ");
  }

  @Test
  void theLongestMediaTypeHas127Characters() {
    assertThat(MediaType.of("a/" + "b".repeat(125)).value()).hasSize(127);
    assertThatThrownBy(() -> MediaType.of("a/" + "b".repeat(126)))
        .hasMessageStartingWith("INVALID_MEDIA_TYPE: ");
  }

  @SuppressWarnings("NullAway") // the test breaks the rule on purpose
  private static String nothing() {
    return null;
  }
}
