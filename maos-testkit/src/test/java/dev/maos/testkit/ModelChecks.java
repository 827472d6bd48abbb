package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.message.DeadLetter;
import dev.maos.message.MessageTransport;
import java.util.List;
import java.util.Optional;

/** Compares a storage with its model. */
final class ModelChecks {
  private final MessageTransport storage;
  private final StorageModel model;

  ModelChecks(MessageTransport storage, StorageModel model) {
    this.storage = storage;
    this.model = model;
  }

  /** Every queue's numbers, its dead letters in order, and the bells that must have been rung. */
  void compare() {
    var real = storage.queues();
    for (var queue : model.queues.values()) {
      var stats = real.stream().filter(s -> s.queue().equals(queue.name)).findFirst();
      assertThat(stats.orElse(new ModelQueue(queue.name, 0, 0).stats())).isEqualTo(queue.stats());
      assertThat(storage.deadLetters(queue.name, Optional.empty(), 100))
          .extracting(DeadLetter::id)
          .isEqualTo(queue.dead.stream().map(entry -> entry.envelope.id()).toList());
    }
    model.readers.stream().filter(reader -> reader.open).forEach(this::checkBells);
  }

  /** Of the readers that came away empty, as many are rung as there are messages for them. */
  private void checkBells(ModelReader reader) {
    var hungry =
        model.readers.stream().filter(r -> r.open && r.hungry && r.readsAs(reader)).toList();
    long rung = hungry.stream().filter(ModelReader::isRung).count();
    for (var name : List.of(reader.spec.direct(), reader.spec.subscription())) {
      var queue = model.queue(name);
      long ready = queue.entries.stream().filter(e -> model.isSurelyFor(reader, queue, e)).count();
      assertThat(rung)
          .as("bells rung for %s with %d ready in %s", hungry, ready, name)
          .isGreaterThanOrEqualTo(Math.min(ready, hungry.size()));
    }
  }
}
