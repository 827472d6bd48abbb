package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.MediaType;
import dev.maos.base.Need;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A message with each of its parts at its bound, for the lengths in the envelope to overflow. */
final class LargestMessage {
  private static final AgentId AGENT = new AgentId("a".repeat(64));
  private static final Topic TOPIC =
      new Topic(String.join(".", "t".repeat(63), "t".repeat(63), "t".repeat(63), "t".repeat(63)));

  private static final String KEY = "\u20ac".repeat(42) + "oo";

  private LargestMessage() {}

  /** A part that may be at its bound or at its default. */
  enum Part {
    TIMING,
    LINEAGE,
    HANDLING,
    ASSIGNMENT,
    HEADERS
  }

  /** Every set of parts. */
  static List<Set<Part>> choices() {
    List<Set<Part>> choices = new ArrayList<>(List.of(Set.of()));
    for (var part : Part.values()) {
      for (var choice : List.copyOf(choices)) {
        var more = EnumSet.of(part);
        more.addAll(choice);
        choices.add(more);
      }
    }
    return choices;
  }

  static Envelope sealed(Set<Part> parts) {
    var draft = Message.from(AGENT).to(AGENT).on(TOPIC);
    for (var part : parts) {
      switch (part) {
        case TIMING -> draft.ttl(Duration.ofDays(365)).deliverAt(Instant.MAX).deadline(Instant.MAX);
        case LINEAGE -> draft.lineage(lineage());
        case HANDLING -> draft.orderedBy(KEY).identifiedBy(KEY).replyTo(AGENT, TOPIC).withReceipt();
        case ASSIGNMENT -> draft.assigned(assignment());
        case HEADERS -> draft.headers(headers());
      }
    }
    return Samples.sealed(
        draft.custom("n".repeat(128), Payload.binary(new byte[1 << 20], mediaType())));
  }

  private static Lineage lineage() {
    var trace =
        new TraceContext("00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-01", "s".repeat(512));
    return Lineage.NONE
        .correlatedWith(CorrelationId.of("c".repeat(128)))
        .causedBy(Samples.ID)
        .along(Collections.nCopies(255, AGENT))
        .tracedBy(trace);
  }

  private static Assignment assignment() {
    var versions = ">=1.2.3-" + "p".repeat(58) + " <2.0.0-" + "q".repeat(53);
    var need = Need.of("c".repeat(128) + versions);
    return new Assignment(Collections.nCopies(8, need), Collections.nCopies(16, AGENT));
  }

  private static MediaType mediaType() {
    return MediaType.of("a/" + "b".repeat(125));
  }

  /** 64 of them, 16,384 bytes in all. */
  private static Map<String, String> headers() {
    var headers = new HashMap<String, String>();
    for (int i = 0; i < 64; i++) {
      headers.put("h".repeat(126) + (char) ('A' + i / 8) + i % 8, "\u20ac".repeat(42) + "xx");
    }
    return headers;
  }
}
