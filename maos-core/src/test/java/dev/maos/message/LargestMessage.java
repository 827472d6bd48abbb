package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.MediaType;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** A message with each of its parts at its bound, for the lengths in the envelope to overflow. */
final class LargestMessage {
  private static final AgentId AGENT = new AgentId("a".repeat(64));
  private static final Topic TOPIC =
      new Topic(String.join(".", "t".repeat(63), "t".repeat(63), "t".repeat(63), "t".repeat(63)));

  private LargestMessage() {}

  static Envelope sealed() {
    var trace =
        new TraceContext("00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-01", "s".repeat(512));
    var message =
        Message.from(AGENT)
            .to(AGENT)
            .on(TOPIC)
            .ttl(Duration.ofDays(365))
            .deliverAt(Instant.MAX)
            .deadline(Instant.MAX)
            .lineage(
                Lineage.NONE
                    .correlatedWith(CorrelationId.of("c".repeat(128)))
                    .causedBy(Samples.ID)
                    .along(Collections.nCopies(255, AGENT))
                    .tracedBy(trace))
            .orderedBy("\u20ac".repeat(42) + "oo")
            .identifiedBy("\u00e9".repeat(64))
            .replyTo(AGENT, TOPIC)
            .withReceipt()
            .headers(headers())
            .custom("n".repeat(128), Payload.binary(new byte[1 << 20], mediaType()));
    return Samples.sealed(message);
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
