package dev.maos.redis.bus;

import dev.maos.message.DeadLetter;
import dev.maos.message.InboxSpec;
import dev.maos.message.QueueName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The end of a namespace's life: all that can still be handled is, and the rest expires. */
final class Cleanup {
  private static final int ROUNDS = 20;

  private Cleanup() {}

  static void of(LibraryScene scene, RedisTransport transport, List<InboxSpec> readers) {
    // Full dead letters stop a queue, so more than one round may be needed.
    for (int round = 0; round < ROUNDS; round++) {
      transport.queues().forEach(stats -> purgeAll(transport, stats.queue()));
      readers.forEach(spec -> drain(transport, spec));
      scene.pass(Duration.ofSeconds(10));
    }
    for (var stats : transport.queues()) {
      if (stats.queue().kind() == QueueName.Kind.SUBSCRIPTION) {
        var _ = transport.forget(stats.queue());
      }
    }
    scene.pass(Duration.ofHours(2));
    var _ = transport.sweep();
  }

  private static void drain(RedisTransport transport, InboxSpec spec) {
    try (var reader = Ringing.open(transport, spec)) {
      var _ = reader.drain();
    }
  }

  private static void purgeAll(RedisTransport transport, QueueName queue) {
    var letters = transport.deadLetters(queue, Optional.empty(), 10_000);
    var _ = transport.purge(queue, letters.stream().map(DeadLetter::id).toList());
  }
}
