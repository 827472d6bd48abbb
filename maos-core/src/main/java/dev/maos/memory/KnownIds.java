package dev.maos.memory;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.message.Envelope;
import dev.maos.message.QueueLimits;
import org.jspecify.annotations.Nullable;

/**
 * What one destination knows of accepted messages: its exactly-once ids for the whole dedupe window,
 * and its part of the transport's {@link Resends}. Guarded by the owner's lock.
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
    return switch (find(envelope)) {
      case NO -> false;
      case WITH_SAME_CONTENT -> true;
      case WITH_OTHER_CONTENT ->
          throw new MaosException(
              ErrorCode.ID_REUSE,
              "message id %s was used for another message to %s on topic %s before"
                  .formatted(
                      envelope.id(), envelope.message().recipient(), envelope.message().topic()));
    };
  }

  void add(Envelope envelope, long nowMicros) {
    switch (envelope.message().guarantee()) {
      case AT_MOST_ONCE -> {}
      case AT_LEAST_ONCE -> shared.resends().add(envelope, destination, nowMicros);
      case EXACTLY_ONCE -> {
        if (uniques == null) {
          uniques = window(shared.limits());
        }
        uniques.add(envelope.id(), 0, envelope.fingerprint(), nowMicros);
      }
    }
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
