package dev.maos.redis.bus;

import dev.maos.message.DeadLetter;
import dev.maos.message.MessageId;
import dev.maos.message.QueueName;
import dev.maos.message.QueueStats;
import dev.maos.message.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is asked and done about queues as a whole: counts, dead letters, cleaning up. */
final class Books {
  private static final int PAGE = 500;

  private final Pipeline pipeline;
  private final Duration timeout;
  private final Conflicts conflicts;

  Books(Pipeline pipeline, Duration timeout, Conflicts conflicts) {
    this.pipeline = pipeline;
    this.timeout = timeout;
    this.conflicts = conflicts;
  }

  <T> T ask(Operation<T> operation) {
    pipeline.submit(operation);
    return conflicts.named(() -> Waiting.forResult(pipeline, operation, timeout));
  }

  private <T> T ask(Packer question, Function<Answer, T> reading) {
    return ask(Operation.of(question, reading));
  }

  /** Whether there is room; if not and {@code rings}, this process is told when there is. */
  boolean hasRoom(QueueName queue, int messages, boolean rings) {
    var out = Packer.operation('M').u32(messages).text(queue.toString()).u8(rings ? 1 : 0);
    return ask(out, Answer::u8) == 1;
  }

  boolean forget(QueueName subscription) {
    return ask(Packer.operation('G').text(subscription.toString()), Answer::u8) == 1;
  }

  List<DeadLetter> deadLetters(QueueName queue, Optional<MessageId> after, int limit) {
    var out = Packer.operation('L').text(queue.toString()).u32(limit);
    after.ifPresentOrElse(out::id, () -> out.zeros(16));
    try {
      return ask(out, answer -> letters(queue, answer));
    } catch (TransportException lostAnswer) {
      // Looking changes nothing, so it may be done again.
      return ask(out, answer -> letters(queue, answer));
    }
  }

  int redrive(QueueName queue, List<MessageId> ids) {
    return move('V', queue, ids);
  }

  int purge(QueueName queue, List<MessageId> ids) {
    return move('U', queue, ids);
  }

  private int move(char letter, QueueName queue, List<MessageId> ids) {
    var out = Packer.operation(letter).text(queue.toString());
    ids.forEach(out::id);
    return ask(out, Answer::u32);
  }

  List<QueueStats> queues() {
    return ask(Packer.operation('S'), answer -> several(answer, Books::stats));
  }

  List<DeadLetter> sweep() {
    var moved = new ArrayList<DeadLetter>();
    for (var queue : queues()) {
      moved.addAll(sweep(queue.queue()));
    }
    for (var topic : ask(Packer.operation('N'), answer -> several(answer, Answer::text))) {
      var _ = ask(Packer.operation('Y').text(topic), Answer::u8);
    }
    var _ = ask(Packer.operation('Z'), Answer::u8);
    return moved;
  }

  private List<DeadLetter> sweep(QueueName queue) {
    var out = Packer.operation('W').text(queue.toString());
    int[] count = new int[1];
    var letters =
        ask(
            out,
            answer -> {
              count[0] = answer.u32();
              return answer.hasLetters() ? read(queue, answer, count[0]) : List.<DeadLetter>of();
            });
    // An answer that is told again has no letters; those it means are the newest.
    return letters.size() < count[0] ? newest(queue, count[0]) : letters;
  }

  private List<DeadLetter> newest(QueueName queue, int count) {
    var all = new ArrayList<DeadLetter>();
    var page = deadLetters(queue, Optional.empty(), PAGE);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = deadLetters(queue, Optional.of(all.getLast().id()), PAGE);
    }
    return List.copyOf(all.subList(Math.max(0, all.size() - count), all.size()));
  }

  private static List<DeadLetter> read(QueueName queue, Answer answer, int count) {
    var letters = new ArrayList<DeadLetter>(count);
    for (int i = 0; i < count; i++) {
      letters.add(Letters.read(queue, answer.letter()));
    }
    return letters;
  }

  private static List<DeadLetter> letters(QueueName queue, Answer answer) {
    return several(answer, each -> Letters.read(queue, each.letter()));
  }

  private static <T> List<T> several(Answer answer, Function<Answer, T> reading) {
    int count = answer.u32();
    var all = new ArrayList<T>(count);
    for (int i = 0; i < count; i++) {
      all.add(reading.apply(answer));
    }
    return all;
  }

  private static QueueStats stats(Answer answer) {
    var queue = QueueName.parse(answer.text());
    int depth = answer.u32();
    int claimed = answer.u32();
    int delayed = answer.u32();
    int ready = depth - claimed - delayed;
    int dead = answer.u32();
    return new QueueStats(
        queue, ready, claimed, delayed, dead, answer.u64(), answer.u64(), answer.u64());
  }
}
