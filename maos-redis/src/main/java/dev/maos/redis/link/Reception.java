package dev.maos.redis.link;

import dev.maos.redis.link.LinkException.Effect;
import java.time.Duration;
import java.util.List;

/**
 * A connection on which what others publish arrives, in the order in which the server took it. When
 * it is lost it comes back by itself, and hears the same channels as before. Thread-safe.
 */
public final class Reception {
  private final Ear ear;
  private final Subscriber subscriber;
  private final Listener listener;
  private final boolean sharded;
  private final Duration timeout;

  Reception(Ear ear, Subscriber subscriber, Listener listener, boolean sharded, Duration timeout) {
    this.ear = ear;
    this.subscriber = subscriber;
    this.listener = listener;
    this.sharded = sharded;
    this.timeout = timeout;
  }

  /**
   * Hears what is published on these channels. Returns when the server has confirmed it, or at once
   * while the link is down: then it begins when the link is back.
   *
   * @throws LinkException if the server refuses it
   */
  public void tune(List<byte[]> channels) {
    channels.forEach(channel ->
        ear.listen(
            channel, message -> listener.heard(channel, message), () -> listener.found(channel)));
    try {
      if (sharded) {
        Answers.insist(() -> subscriber.subscribe(channels), timeout);
      } else {
        Answers.await(subscriber.subscribe(channels), timeout);
      }
    } catch (LinkException e) {
      if (e.effect() == Effect.REFUSED) {
        channels.forEach(ear::forget);
        throw e;
      }
    }
  }

  /** Hears these channels no more. */
  public void leave(List<byte[]> channels) {
    channels.forEach(ear::forget);
    var _ = subscriber.unsubscribe(channels);
  }
}
