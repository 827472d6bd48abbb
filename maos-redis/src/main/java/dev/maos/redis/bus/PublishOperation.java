package dev.maos.redis.bus;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.message.Envelope;
import dev.maos.message.QueueFullException;
import dev.maos.message.QueueName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Stores a batch, whole or not at all; answers for each message whether it was known before. */
final class PublishOperation extends Operation<List<Boolean>> {
  private static final Duration RETRY_AFTER = Duration.ofMillis(10);
  private static final int ACCEPTED = 0;
  private static final int FULL = 1;

  private final List<Envelope> batch;
  private final List<Frame> frames;
  private final int bound;
  private final int weight;

  PublishOperation(List<Envelope> batch, int bound) {
    this.batch = batch;
    this.frames = Frame.framesOf(batch);
    this.bound = bound;
    this.weight = frames.stream().mapToInt(Frame::weight).sum();
  }

  @Override
  List<byte[]> arguments() {
    var arguments = new ArrayList<byte[]>(1 + 2 * frames.size());
    arguments.add(Packer.operation('P').u16(frames.size()).done());
    for (var frame : frames) {
      arguments.add(frame.head());
      arguments.add(frame.body());
    }
    return arguments;
  }

  @Override
  int weight() {
    return weight;
  }

  @Override
  List<Boolean> read(Answer answer) {
    return switch (answer.u8()) {
      case ACCEPTED -> receipts(answer);
      case FULL -> throw full(answer);
      default -> throw reused(answer);
    };
  }

  private List<Boolean> receipts(Answer answer) {
    if (frames.size() == 1) {
      return duplicates(frames.getFirst(), answer);
    }
    var known = new IdentityHashMap<Envelope, ArrayList<Boolean>>();
    for (var frame : frames) {
      var duplicates = duplicates(frame, answer);
      for (int i = 0; i < duplicates.size(); i++) {
        known
            .computeIfAbsent(frame.envelopes().get(i), e -> new ArrayList<>(1))
            .add(duplicates.get(i));
      }
    }
    return batch.stream().map(envelope -> known.get(envelope).removeFirst()).toList();
  }

  private static List<Boolean> duplicates(Frame frame, Answer answer) {
    var any = answer.u8() == 1;
    var duplicates = new ArrayList<Boolean>(frame.envelopes().size());
    for (int i = 0; i < frame.envelopes().size(); i++) {
      duplicates.add(any && answer.u8() == 1);
    }
    return duplicates;
  }

  private QueueFullException full(Answer answer) {
    int wanted = answer.u32();
    return new QueueFullException(QueueName.parse(answer.text()), bound, wanted, RETRY_AFTER);
  }

  private MaosException reused(Answer answer) {
    var envelope = frames.get(answer.u16()).envelopes().get(answer.u16());
    var message = envelope.message();
    return new MaosException(
        ErrorCode.ID_REUSE,
        "message id %s was used for another message to %s on topic %s before"
            .formatted(envelope.id(), message.recipient(), message.topic()));
  }
}
