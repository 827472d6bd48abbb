package dev.maos.memory;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.message.Envelope;
import dev.maos.message.QueueLimits;
import org.jspecify.annotations.Nullable;

/**
 * What a destination remembers of accepted messages: exactly-once ids for the whole dedupe window,
 * at-least-once ids long enough to recognise a message that is sent again because its answer was
 * lost. Guarded by the owner's lock.
 */
final class KnownIds {
  /** At-least-once ids that are remembered: more than any publisher has in flight unanswered. */
  private static final int RESENDS = 4_096;

  private static final long RESEND_MICROS = 60_000_000;

  private final QueueLimits limits;
  private @Nullable IdWindow resends;
  private @Nullable IdWindow uniques;

  KnownIds(QueueLimits limits) {
    this.limits = limits;
  }

  /** Whether the envelope was accepted before; refuses other content under a known id. */
  boolean contains(Envelope envelope) {
    var window = windowOf(envelope);
    if (window == null) {
      return false;
    }
    return switch (window.find(envelope.id(), envelope.fingerprint())) {
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
      case AT_LEAST_ONCE -> {
        if (resends == null) {
          resends = new IdWindow(RESENDS, RESEND_MICROS);
        }
        resends.add(envelope.id(), envelope.fingerprint(), nowMicros);
      }
      case EXACTLY_ONCE -> {
        if (uniques == null) {
          uniques = new IdWindow(limits.dedupeCapacity(), limits.dedupeWindow().toNanos() / 1_000);
        }
        uniques.add(envelope.id(), envelope.fingerprint(), nowMicros);
      }
    }
  }

  /** Frees the memory of windows that have passed. */
  void forgetStale(long nowMicros) {
    if (resends != null && resends.isStale(nowMicros)) {
      resends = null;
    }
    if (uniques != null && uniques.isStale(nowMicros)) {
      uniques = null;
    }
  }

  boolean isEmpty() {
    return resends == null && uniques == null;
  }

  long forgottenEarly() {
    return uniques == null ? 0 : uniques.forgottenEarly();
  }

  private @Nullable IdWindow windowOf(Envelope envelope) {
    return switch (envelope.message().guarantee()) {
      case AT_MOST_ONCE -> null;
      case AT_LEAST_ONCE -> resends;
      case EXACTLY_ONCE -> uniques;
    };
  }
}
