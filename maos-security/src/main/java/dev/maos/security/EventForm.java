package dev.maos.security;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.event.Event;
import dev.maos.event.EventGuard;
import dev.maos.security.wire.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** What is signed of an event: all of it, and the deployment that it belongs to. */
final class EventForm {
  private static final byte[] DOMAIN = "MAOS event 1\0".getBytes(StandardCharsets.US_ASCII);

  private EventForm() {}

  static byte[] of(Event event, UUID deployment, AgentId signer) {
    var out = new ByteWriter(512 + event.data().size()).raw(DOMAIN);
    id(out, deployment);
    out.text(signer.value());
    id(out, event.id());
    out.text(event.type().name())
        .text(event.source().value())
        .text(event.topic().value())
        .text(event.data().mediaType().toString())
        .block(event.data().bytes())
        .text(event.severity().name());
    out.i32(event.tags().size());
    new TreeSet<>(event.tags()).forEach(out::text);
    var metadata = new TreeMap<>(event.metadata());
    metadata.remove(EventGuard.SIGNATURE);
    out.i32(metadata.size());
    metadata.forEach((name, value) -> out.text(name).text(value));
    out.text(event.correlation().map(CorrelationId::value).orElse(""));
    out.u8(event.causation().isPresent() ? 1 : 0);
    event.causation().ifPresent(cause -> id(out, cause));
    out.i64(ChronoUnit.MICROS.between(Instant.EPOCH, event.time()));
    out.i64(event.ttl().map(ttl -> ttl.toNanos() / 1_000).orElse(0L));
    return out.bytes();
  }

  private static void id(ByteWriter out, UUID id) {
    out.i64(id.getMostSignificantBits()).i64(id.getLeastSignificantBits());
  }
}
