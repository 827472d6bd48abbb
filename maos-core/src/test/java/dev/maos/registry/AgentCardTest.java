package dev.maos.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import dev.maos.base.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Agent Cards: ours come back as they were, others' keep what we have no word for. */
class AgentCardTest {
  private static String foreign() throws IOException {
    try (var in =
        Objects.requireNonNull(AgentCardTest.class.getResourceAsStream("/card/foreign.json"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Map<?, ?> tree(String json) {
    return Payload.json(json).as(Map.class);
  }

  @Test
  void whatIsWrittenIsReadAsTheSame() {
    Seed.next()
        .times(
            300,
            random -> {
              var agent = new RandomAgents(random).next(AgentId.of("ann"));

              assertThat(AgentCard.read(AgentCard.write(agent))).isEqualTo(agent);
            });
  }

  @Test
  void aCardHasAllThatTheStandardAsksFor() {
    var card = tree(AgentCard.write(AgentDescriptor.of("ann").able("java", "21").build()));

    assertThat(card.keySet().stream().map(Object::toString))
        .contains(
            "name",
            "description",
            "version",
            "supportedInterfaces",
            "capabilities",
            "defaultInputModes",
            "defaultOutputModes",
            "skills");
    var skill = first(card, "skills");
    assertThat(skill.keySet().stream().map(Object::toString))
        .contains("id", "name", "description", "tags");
    assertThat((String) card.get("description")).isNotEmpty();
    assertThat((String) skill.get("description")).isNotEmpty();
  }

  @Test
  void anAgentFoundElsewhereCanBeRegistered() throws IOException {
    var agent = AgentCard.read(foreign());

    assertThat(agent.id()).isEqualTo(AgentId.of("GeoSpatial-Route-Planner-Agent"));
    assertThat(agent.name()).isEqualTo("GeoSpatial Route Planner Agent");
    assertThat(agent.capabilities())
        .extracting(capability -> capability.name().value())
        .containsExactly("route-optimizer-traffic", "custom-map-generator");
    assertThat(agent.capabilities().getFirst().tags()).contains("maps", "traffic");
    assertThat(agent.endpoints()).extracting(Endpoint::protocol).containsExactly("JSONRPC", "GRPC");
    assertThat(AgentCard.read(foreign(), AgentId.of("maps")).id()).isEqualTo(AgentId.of("maps"));
  }

  @Test
  void whatWeHaveNoWordForIsThereAgainWhenTheCardIsWritten() throws IOException {
    var read = tree(foreign());
    var written = tree(AgentCard.write(AgentCard.read(foreign())));

    for (var field : List.of("provider", "iconUrl", "securitySchemes", "xUnheardOf")) {
      assertThat(written.get(field)).as(field).isEqualTo(read.get(field));
    }
    assertThat(written.get("defaultOutputModes")).isEqualTo(read.get("defaultOutputModes"));
    var skill = first(written, "skills");
    assertThat(skill.get("examples")).isEqualTo(first(read, "skills").get("examples"));
    assertThat(skill.get("name")).isEqualTo("Traffic-Aware Route Optimizer");
    assertThat(first(written, "supportedInterfaces").get("tenant")).isEqualTo("north");
    var abilities = (Map<?, ?>) Objects.requireNonNull(written.get("capabilities"));
    assertThat(abilities.get("streaming")).isEqualTo(true);
    assertThat((List<?>) abilities.get("extensions")).hasSize(2);
  }

  @Test
  void whatOthersSignedIsNotPassedOnAsSignedAfterAChange() throws IOException {
    var agent = AgentCard.read(foreign());

    assertThat(tree(AgentCard.write(agent)).containsKey("signatures")).isFalse();
    assertThat(tree(agent.foreign().json()).containsKey("signatures")).isTrue();
  }

  @Test
  void aCardThatWasPassedOnOnceStaysAsItIs() throws IOException {
    var once = AgentCard.write(AgentCard.read(foreign()));

    assertThat(AgentCard.write(AgentCard.read(once))).isEqualTo(once);
  }

  private static Map<?, ?> first(Map<?, ?> card, String list) {
    return (Map<?, ?>) ((List<?>) Objects.requireNonNull(card.get(list))).getFirst();
  }

  @Test
  void idsOfSkillsThatAreNoNamesHereBecomeSome() {
    var card =
        """
        {"name": "x", "version": "1", "skills": [
          {"id": "plan a trip!", "name": "Trips", "description": "d", "tags": []}]}
        """;

    assertThat(AgentCard.read(card).capabilities())
        .extracting(Capability::toString)
        .containsExactly("plan-a-trip");
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aFieldOfAWrongTypeIsNamed(String place, String card) {
    var refusal = catchThrowableOfType(InvalidInputException.class, () -> AgentCard.read(card));

    assertThat(refusal).as("a refusal of %s", card).isNotNull();
    assertThat(refusal.code()).isIn(ErrorCode.INVALID_AGENT_CARD, ErrorCode.INVALID_DESCRIPTOR);
    assertThat(refusal.field()).contains(place);
    assertThat(refusal.value()).hasSizeLessThanOrEqualTo(64);
  }

  static Stream<Arguments> wrong() {
    var skill = "{\"name\":\"x\",\"version\":\"1\",\"skills\":[{\"id\":\"a\"},%s]}";
    var place = "{\"name\":\"x\",\"version\":\"1\",\"supportedInterfaces\":[%s]}";
    var ours =
        "{\"name\":\"x\",\"version\":\"1\",\"capabilities\":{\"extensions\":[{\"uri\":\""
            + AgentCard.EXTENSION
            + "\",\"params\":{%s}}]}}";
    return Stream.of(
        Arguments.of("card", "[1]"),
        Arguments.of("name", "{}"),
        Arguments.of("name", "{\"name\":7,\"version\":\"1\"}"),
        Arguments.of("name", "{\"name\":null,\"version\":\"1\"}"),
        Arguments.of("version", "{\"name\":\"x\"}"),
        Arguments.of("version", "{\"name\":\"x\",\"version\":1.5}"),
        Arguments.of("description", "{\"name\":\"x\",\"version\":\"1\",\"description\":[]}"),
        Arguments.of("skills", "{\"name\":\"x\",\"version\":\"1\",\"skills\":{}}"),
        Arguments.of("skills[1]", skill.formatted("7")),
        Arguments.of("skills[1].id", skill.formatted("{}")),
        Arguments.of("skills[1].id", skill.formatted("{\"id\":[]}")),
        Arguments.of("skills[1].tags", skill.formatted("{\"id\":\"b\",\"tags\":\"x\"}")),
        Arguments.of("skills[1].tags[1]", skill.formatted("{\"id\":\"b\",\"tags\":[\"x\",7]}")),
        Arguments.of("supportedInterfaces[0].url", place.formatted("{}")),
        Arguments.of(
            "supportedInterfaces[0].url",
            place.formatted(
                "{\"url\":\"a b\",\"protocolBinding\":\"GRPC\",\"protocolVersion\":\"1.0\"}")),
        Arguments.of(
            "endpoint url",
            place.formatted(
                "{\"url\":\"/a\",\"protocolBinding\":\"GRPC\",\"protocolVersion\":\"1.0\"}")),
        Arguments.of(
            "supportedInterfaces[0].protocolBinding", place.formatted("{\"url\":\"http://x\"}")),
        Arguments.of("capabilities", "{\"name\":\"x\",\"version\":\"1\",\"capabilities\":[]}"),
        Arguments.of("params.capacity", ours.formatted("\"capacity\":\"many\"")),
        Arguments.of("params.capacity", ours.formatted("\"capacity\":1.5")),
        Arguments.of("params.metadata.a", ours.formatted("\"metadata\":{\"a\":1}")),
        Arguments.of("params.topics", ours.formatted("\"topics\":\"t\"")),
        Arguments.of("params.keys[0].algorithm", ours.formatted("\"keys\":[{\"name\":\"k\"}]")));
  }

  @Test
  void aPartThatBreaksItsOwnRulesKeepsItsCodeAndSaysWhere() {
    var ours =
        "{\"name\":\"x\",\"version\":\"1\",\"capabilities\":{\"extensions\":[{\"uri\":\""
            + AgentCard.EXTENSION
            + "\",\"params\":{%s}}]}}";

    assertThat(refusal(ours.formatted("\"id\":\"a b\"")).code())
        .isEqualTo(ErrorCode.INVALID_AGENT_ID);
    assertThat(refusal(ours.formatted("\"topics\":[\"a..b\"]")).code())
        .isEqualTo(ErrorCode.INVALID_TOPIC);
    assertThat(refusal(ours.formatted("\"id\":\"a b\"")).field()).contains("params.id");
    assertThat(refusal("{\"name\":\"!!!\",\"version\":\"1\"}").code())
        .isEqualTo(ErrorCode.INVALID_AGENT_ID);
    assertThat(refusal("{\"name\":\"x\",\"name\":\"y\"}").code())
        .isEqualTo(ErrorCode.MALFORMED_JSON);
    assertThat(refusal("no").code()).isEqualTo(ErrorCode.MALFORMED_JSON);
  }

  private static InvalidInputException refusal(String card) {
    return Objects.requireNonNull(
        catchThrowableOfType(InvalidInputException.class, () -> AgentCard.read(card)));
  }
}
