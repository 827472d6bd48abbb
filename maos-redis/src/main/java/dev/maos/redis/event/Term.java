package dev.maos.redis.event;

import dev.maos.base.CorrelationId;
import dev.maos.event.Event;
import dev.maos.event.EventQuery;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What an event can be looked up by, in 17 bytes: a kind and 16 bytes. A correlation is a digest
 * here, so what is found by it is compared as a whole.
 */
final class Term {
  private static final int VALUE_BYTES = 16;

  private Term() {}

  static List<byte[]> of(Event event) {
    var terms = new ArrayList<byte[]>(2);
    event.causation().ifPresent(cause -> terms.add(causation(cause)));
    event.correlation().ifPresent(correlation -> terms.add(correlation(correlation)));
    return terms;
  }

  /** The narrowest term that everything wanted has; nothing if only the filter narrows. */
  static Optional<byte[]> of(EventQuery query) {
    return query
        .causation()
        .map(Term::causation)
        .or(() -> query.correlation().map(Term::correlation));
  }

  private static byte[] causation(UUID cause) {
    return new Packed().u8('c').uuid(cause).done();
  }

  private static byte[] correlation(CorrelationId correlation) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256")
              .digest(correlation.value().getBytes(StandardCharsets.UTF_8));
      return new Packed().u8('t').raw(Arrays.copyOf(digest, VALUE_BYTES)).done();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
