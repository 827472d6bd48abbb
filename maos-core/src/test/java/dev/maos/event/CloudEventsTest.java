package dev.maos.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MediaType;
import dev.maos.base.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events go out as CloudEvents and come back; those of others come in as far as it goes. */
class CloudEventsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.000001Z");
  private static final UUID ID = UUID.fromString("019b7a00-0000-7000-8000-000000000002");
  private static final UUID CAUSE = UUID.fromString("019b7a00-0000-7000-8000-000000000001");

  private static EventDraft draft() {
    return Event.from(AgentId.of("worker")).on("tasks.reviews").type("TASK_FAILED");
  }

  private static Event event(EventDraft draft) {
    return draft.withIdentity(ID, NOW);
  }

  private static Event whole() {
    return event(
        draft()
            .severity(EventSeverity.ERROR)
            .tagged("night", "batch")
            .ttl(Duration.ofMinutes(90))
            .correlatedWith(CorrelationId.of("conversation-7"))
            .causedBy(CAUSE)
            .metadata("region", "eu")
            .metadata("Not_an_attribute", "x")
            .data(Payload.json("{\"lines\":412}")));
  }

  @Test
  void everyPartHasItsAttribute() {
    assertThat(CloudEvents.write(whole()))
        .isEqualTo(
            "{\"specversion\":\"1.0\",\"id\":\"019b7a00-0000-7000-8000-000000000002\","
                + "\"source\":\"worker\",\"type\":\"TASK_FAILED\","
                + "\"time\":\"2026-01-01T00:00:00.000001Z\",\"maostopic\":\"tasks.reviews\","
                + "\"maosseverity\":\"ERROR\",\"maostags\":\"batch,night\",\"maosttl\":\"PT1H30M\","
                + "\"correlationid\":\"conversation-7\","
                + "\"causationid\":\"019b7a00-0000-7000-8000-000000000001\",\"region\":\"eu\","
                + "\"maosmetadata\":\"{\\\"Not_an_attribute\\\":\\\"x\\\"}\","
                + "\"datacontenttype\":\"application/json\",\"data\":{\"lines\":412}}");
  }

  @Test
  void whatWasWrittenComesBackUnchanged() {
    assertThat(CloudEvents.read(CloudEvents.write(whole()), Instant.EPOCH)).isEqualTo(whole());
  }

  @Test
  void aBatchComesBackUnchanged() {
    var batch = List.of(whole(), event(draft()));

    assertThat(CloudEvents.readAll(CloudEvents.writeAll(batch), Instant.EPOCH)).isEqualTo(batch);
  }

  @Test
  void dataOfEveryKindComesBackAsTheSameBytes() {
    for (var data :
        List.of(
            Payload.empty(),
            Payload.text("too hot"),
            Payload.text(""),
            Payload.json("null"),
            Payload.json("{ \"spaced\" : 1.0 }"),
            Payload.binary(new byte[] {0, (byte) 0xff}),
            Payload.binary(new byte[] {(byte) 0xff}, MediaType.of("text/plain")),
            Payload.binary("{".getBytes(UTF_8), MediaType.JSON))) {
      var event = event(draft().data(data));

      assertThat(CloudEvents.read(CloudEvents.write(event), NOW)).isEqualTo(event);
    }
  }

  @Test
  void aRecordedEventSaysItsPlaceAlsoWhereMetadataHasTheName() {
    var event = event(draft().metadata("sequence", "of mine"));

    var written = CloudEvents.write(new RecordedEvent(7, NOW.plusSeconds(1), event));

    assertThat(CloudEvents.read(written, NOW).metadata())
        .containsEntry("sequence", "7")
        .containsEntry("recordedtime", "2026-01-01T00:00:01.000001Z")
        .hasSize(2);
  }

  @Test
  void whatOthersWroteIsTakenAndWrittenAgainAsTheyWroteIt() {
    var theirs =
        "{\"specversion\":\"1.0\",\"id\":\"A/1\",\"source\":\"https://shop.example/orders\","
            + "\"type\":\"com.example.order\",\"time\":\"2026-01-01T01:00:00+01:00\","
            + "\"subject\":\"o1\",\"weight\":3,\"data\":[1]}";

    var event = CloudEvents.read(theirs, NOW);

    assertThat(event.time()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(event.topic()).isEqualTo(CloudEvents.TOPIC);
    assertThat(event.metadata()).containsEntry("subject", "o1").containsEntry("weight", "3");
    assertThat(event.data()).isEqualTo(Payload.json("[1]"));
    assertThat(event).isEqualTo(CloudEvents.read(theirs, Instant.EPOCH));
    assertThat(CloudEvents.write(event))
        .contains("\"id\":\"A/1\"", "\"source\":\"https://shop.example/orders\"");
  }

  @Test
  void oneIdOfTwoSourcesIsTwoEvents() {
    var form = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/%s\",\"type\":\"t\"}";

    var one = CloudEvents.read(form.formatted("a"), NOW);
    var other = CloudEvents.read(form.formatted("b"), NOW);

    assertThat(one.id()).isNotEqualTo(other.id());
    assertThat(one.time()).isEqualTo(NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'id':'1','source':'s','type':'t'}                                     | MISSING_FIELD",
        "{'specversion':'0.3','id':'1','source':'s','type':'t'}                 | UNSUPPORTED_VERSION",
        "{'specversion':'1.0','source':'s','type':'t'}                          | MISSING_FIELD",
        "{'specversion':'1.0','id':'1','type':'t'}                              | MISSING_FIELD",
        "{'specversion':'1.0','id':'1','source':'s'}                            | MISSING_FIELD",
        "{'specversion':'1.0','id':'','source':'s','type':'t'}                  | MALFORMED_CLOUDEVENT",
        "{'specversion':'1.0','id':1,'source':'s','type':'t'}                   | MALFORMED_CLOUDEVENT",
        "{'specversion':'1.0','id':'1','source':'s','type':'t','time':'noon'}   | MALFORMED_CLOUDEVENT",
        "{'specversion':'1.0','id':'1','source':'s','type':'t','No':'x'}        | MALFORMED_CLOUDEVENT",
        "{'specversion':'1.0','id':'1','source':'s','type':'t','x':{}}          | MALFORMED_CLOUDEVENT",
        "{'specversion':'1.0','id':'1','source':'s','type':'t','data_base64':'?'} | MALFORMED_CLOUDEVENT",
        "{'specversion':'1.0','id':'1','source':'s','type':'t','data':1,'data_base64':'AQ=='} | MALFORMED_CLOUDEVENT",
        "{'specversion':'1.0','id':'1','source':'s','type':'t','maosseverity':'loud'} | INVALID_SEVERITY",
        "{'specversion':'1.0','id':'1','source':'s','type':'t','maosttl':'PT0S'} | INVALID_TTL",
        "[]                                                                     | MALFORMED_CLOUDEVENT",
        "{'specversion'                                                         | MALFORMED_JSON",
      })
  void whatIsNoneIsRefusedByItsName(String json, ErrorCode code) {
    var refusal =
        catchThrowableOfType(
            InvalidInputException.class, () -> CloudEvents.read(json.replace('\'', '"'), NOW));

    assertThat(refusal.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "1"})
  void aBatchIsAnArray(String json) {
    var refusal =
        catchThrowableOfType(InvalidInputException.class, () -> CloudEvents.readAll(json, NOW));

    assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED_CLOUDEVENT);
  }

  @Test
  void theFaultOfOneOfABatchIsRefusedWithItsIndex() {
    var batch = "[" + CloudEvents.write(whole()) + ",{}]";

    var refusal =
        catchThrowableOfType(InvalidInputException.class, () -> CloudEvents.readAll(batch, NOW));

    assertThat(refusal).hasMessageContaining("event 1 of the batch");
  }
}
