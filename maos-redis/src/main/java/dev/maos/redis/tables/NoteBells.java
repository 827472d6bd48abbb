package dev.maos.redis.tables;

import dev.maos.backend.SharedTables.Listening;
import dev.maos.redis.link.RedisLink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who is to be rung when a note was written. All share one channel, which is listened to from the
 * first of them on, for as long as the link lives. Whenever something said there may have been
 * missed, everybody is rung. Thread-safe.
 */
final class NoteBells {
  private final RedisLink link;
  private final byte[] channel;
  private final List<Runnable> bells = new CopyOnWriteArrayList<>();
  private boolean listens;

  NoteBells(RedisLink link, String channel) {
    this.link = link;
    this.channel = TableSteps.bytes(channel);
  }

  Listening listen(Runnable bell) {
    begin();
    // A bell of its own, so that the same one may be rung for several listeners.
    Runnable listener = () -> bell.run();
    bells.add(listener);
    return () -> bells.remove(listener);
  }

  // Whoever comes while another begins waits for him, or would not be rung though he was promised.
  private synchronized void begin() {
    if (!listens) {
      link.listen(channel, message -> ring(), this::ring);
      listens = true;
    }
  }

  private void ring() {
    bells.forEach(Runnable::run);
  }
}
