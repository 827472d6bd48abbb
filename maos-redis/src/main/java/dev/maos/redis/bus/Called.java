package dev.maos.redis.bus;

import dev.maos.base.MaosException;
import dev.maos.message.TransportException;
import dev.maos.redis.link.LinkException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A batch that was called out, in one frame or several: what the server answered to each, and
 * whether this process has dealt with what it hears of it itself. Thread-safe.
 */
final class Called {
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();
  private int unanswered;
  private int unheard;
  private int taken;
  private boolean isUnknown;
  private @Nullable LinkException refusal;

  /**
   * A batch of so many frames.
   *
   * @param frames each is answered or fails, and each is heard or not to be heard
   */
  Called(int frames) {
    unanswered = frames;
    unheard = frames;
  }

  void answered() {
    boolean isDone;
    synchronized (this) {
      unanswered--;
      taken++;
      isDone = isOver();
    }
    finish(isDone);
  }

  /** A frame failed; with what came to be known of it. */
  void failed(LinkException failure) {
    boolean isDone;
    synchronized (this) {
      unanswered--;
      isUnknown |= failure.effect() == LinkException.Effect.UNKNOWN;
      refusal = failure;
      isDone = isOver();
    }
    finish(isDone);
  }

  /** This process has dealt with a frame as far as it reads it, or will not hear it. */
  void heard() {
    boolean isDone;
    synchronized (this) {
      unheard--;
      isDone = isOver();
    }
    finish(isDone);
  }

  private boolean isOver() {
    return unanswered == 0 && unheard == 0;
  }

  private void finish(boolean isDone) {
    if (isDone) {
      done.complete(true);
    }
  }

  boolean isDone() {
    return done.isDone();
  }

  /**
   * Waits for all answers.
   *
   * @throws MaosException if any failed: not at all, or perhaps in part
   */
  void await(Duration patience) {
    try {
      Waiting.forDone(done, patience);
    } catch (TransportException late) {
      if (isUnanswered()) {
        throw late;
      }
    }
    check();
  }

  private synchronized boolean isUnanswered() {
    return unanswered > 0;
  }

  private synchronized void check() {
    var failure = refusal;
    if (failure == null) {
      return;
    }
    var words = String.valueOf(failure.getMessage());
    if (isUnknown || taken > 0) {
      throw TransportException.outcomeUnknown(words);
    }
    throw failure.effect() == LinkException.Effect.NOT_NOW
        ? TransportException.unavailable(words)
        : Pipeline.meaning(failure);
  }
}
