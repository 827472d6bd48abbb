package dev.maos.memory;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.message.Envelope;
import dev.maos.message.IdWindow;
import dev.maos.message.QueueLimits;
import dev.maos.message.Resends;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one destination knows of accepted messages: its exactly-once ids for the whole dedupe
 * window, and its part of the transport's {@link Resends}. Guarded by the owner's lock.
 */
final class KnownIds {
  private final Shared shared;
  private final long destination;
  private @Nullable IdWindow uniques;

  KnownIds(Shared shared) {
    this.shared = shared;
    this.destination = shared.resends().newDestination();
  }

  /** Whether the envelope was accepted before; refuses other content under a known id. */
  boolean contains(Envelope envelope) {
    return isKnown(find(envelope), envelope);
  }

  /** Refuses a batch that uses a known id for other content, before any of it is stored. */
  void vouchFor(List<Envelope> batch) {
    for (var envelope : batch) {
      if (envelope.identity() == Envelope.Identity.CONTENT) {
        contains(envelope);
      }
    }
  }

  /** How many of a batch were not accepted before. */
  int countNew(List<Envelope> batch) {
    int fresh = 0;
    for (var envelope : batch) {
      fresh += contains(envelope) ? 0 : 1;
    }
    return fresh;
  }

  /** Remembers the envelope as accepted; false if it was before, refusing other content. */
  boolean add(Envelope envelope, long nowMicros) {
    return switch (envelope.message().guarantee()) {
      case AT_MOST_ONCE -> true;
      case AT_LEAST_ONCE ->
          !isKnown(shared.resends().add(envelope, destination, nowMicros), envelope);
      case EXACTLY_ONCE -> {
        if (uniques == null) {
          uniques = window(shared.limits());
        }
        yield !isKnown(uniques.add(envelope.id(), 0, envelope.fingerprint(), nowMicros), envelope);
      }
    };
  }

  private static boolean isKnown(IdWindow.Known known, Envelope envelope) {
    return switch (known) {
      case NO -> false;
      case WITH_SAME_CONTENT -> true;
      case WITH_OTHER_CONTENT -> {
        if (envelope.identity() == Envelope.Identity.CONTENT) {
          throw reused(envelope);
        }
        yield true;
      }
    };
  }

  static MaosException reused(Envelope envelope) {
    return new MaosException(
        ErrorCode.ID_REUSE,
        "message id %s was used for another message to %s on topic %s before"
            .formatted(envelope.id(), envelope.message().recipient(), envelope.message().topic()));
  }

  /** Frees the memory of a window that has passed. */
  void forgetStale(long nowMicros) {
    if (uniques != null && uniques.isStale(nowMicros)) {
      uniques = null;
    }
  }

  boolean isEmpty() {
    return uniques == null;
  }

  long forgottenEarly() {
    return uniques == null ? 0 : uniques.forgottenEarly();
  }

  private IdWindow.Known find(Envelope envelope) {
    return switch (envelope.message().guarantee()) {
      case AT_MOST_ONCE -> IdWindow.Known.NO;
      case AT_LEAST_ONCE -> shared.resends().find(envelope, destination);
      case EXACTLY_ONCE ->
          uniques == null
              ? IdWindow.Known.NO
              : uniques.find(envelope.id(), 0, envelope.fingerprint());
    };
  }

  private static IdWindow window(QueueLimits limits) {
    return new IdWindow(limits.dedupeCapacity(), limits.dedupeWindow().toNanos() / 1_000);
  }
}
