package dev.maos.redis.bus;

import dev.maos.message.Envelope;
import dev.maos.redis.link.LinkException;
import dev.maos.redis.link.ScriptLine;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The way out of at-most-once messages to topics: frames on the channels of their topics, each sent
 * once and stored nowhere. It counts as sent when the server has taken it and this process itself
 * has dealt with what it reads of it. Thread-safe.
 */
final class Calling {
  private final ScriptLine line;
  private final TopicChannels channels;
  private final Hearing hearing;
  private final Duration timeout;
  private final AtomicLong numbers = new AtomicLong();

  Calling(ScriptLine line, TopicChannels channels, Hearing hearing, Duration timeout) {
    this.line = line;
    this.channels = channels;
    this.hearing = hearing;
    this.timeout = timeout;
  }

  /** Whether all messages of a batch go this way. */
  static boolean takes(List<Envelope> batch) {
    for (var envelope : batch) {
      if (!Frame.isCalled(envelope)) {
        return false;
      }
    }
    return true;
  }

  /** Calls a batch out; what became of it is told by what this answers with. */
  Called call(List<Envelope> batch) {
    var frames = Frame.framesOf(batch, false);
    var called = new Called(frames.size());
    for (var frame : frames) {
      long number = numbers.incrementAndGet();
      var bytes = frame.called(hearing.process(), number);
      if (!hearing.await(frame.channel(), number, called::heard)) {
        called.heard();
      }
      say(channels.name(frame.channel()), bytes, number, called);
    }
    return called;
  }

  private void say(byte[] channel, byte[] bytes, long number, Called called) {
    var _ =
        line.publish(channel, bytes)
            .whenComplete((listeners, error) -> {
              if (error == null) {
                called.answered();
              } else {
                called.failed(LinkException.of(error));
                hearing.forget(number);
              }
            });
  }

  /** Waits until this process has dealt with whatever the server has sent it so far. */
  void awaitHearing() {
    long number = numbers.incrementAndGet();
    var called = new Called(1);
    if (hearing.awaitOwn(number, called::heard)) {
      var bytes = ByteBuffer.allocate(1 + Long.BYTES).put((byte) Hearing.SYNC).putLong(number);
      say(hearing.own(), bytes.array(), number, called);
      try {
        called.await(timeout);
      } catch (RuntimeException unheard) {
        // What is not heard in time is heard later, or never, as at most once allows.
      }
    }
  }
}
