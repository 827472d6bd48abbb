package dev.maos.redis.bus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.message.Envelope;
import dev.maos.message.QueueFullException;
import dev.maos.message.QueueName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** Stores a batch, whole or not at all; answers for each message whether it was known before. */
final class PublishOperation extends Operation<List<Boolean>> {
  /** How many frames a batch has at most; those that a bus hands over are far smaller. */
  static final int MAX_FRAMES = 0xFFFF;

  private static final Duration RETRY_AFTER = Duration.ofMillis(10);
  private static final int ACCEPTED = 0;
  private static final int FULL = 1;
  private static final int BEHIND = 3;

  private final List<Envelope> batch;
  private final List<Frame> frames;
  private final int bound;
  private final int weight;
  private final Optional<FeedPlace> place;
  private volatile boolean alone;
  private volatile int replicas;
  private volatile boolean accepted;

  /** A batch to be stored that is in no feed. */
  PublishOperation(List<Envelope> batch, int bound, boolean identifies) {
    this(batch, bound, identifies, Optional.empty());
  }

  /**
   * A batch to be stored.
   *
   * @param bound of messages in one queue
   * @param identifies whether the server has to know all ids, also those that the bus made
   * @param place in a feed; what has one is not joined with others, which would be refused with it
   * @throws InvalidInputException {@link ErrorCode#BATCH_TOO_LARGE}
   */
  PublishOperation(List<Envelope> batch, int bound, boolean identifies, Optional<FeedPlace> place) {
    this(batch, Frame.framesOf(batch, identifies), bound, place);
    this.alone = place.isPresent();
    if (frames.size() > MAX_FRAMES) {
      throw new InvalidInputException(
          ErrorCode.BATCH_TOO_LARGE,
          "batch",
          batch.size() + " messages in " + frames.size() + " frames",
          "at most " + MAX_FRAMES + " frames");
    }
  }

  private PublishOperation(
      List<Envelope> batch, List<Frame> frames, int bound, Optional<FeedPlace> place) {
    this.place = place;
    this.batch = batch;
    this.frames = frames;
    this.bound = bound;
    this.weight = frames.stream().mapToInt(Frame::weight).sum();
  }

  /** One operation that stores what several would store. */
  static PublishOperation joined(List<PublishOperation> parts) {
    var frame = Frame.joined(parts.stream().map(part -> part.frames.getFirst()).toList());
    return new PublishOperation(
        frame.envelopes(), List.of(frame), parts.getFirst().bound, Optional.empty());
  }

  /** Whether it can be stored in one frame with these, of which the last came just before it. */
  boolean joins(List<PublishOperation> before) {
    if (alone || frames.size() > 1 || before.isEmpty()) {
      return false;
    }
    var first = before.getFirst();
    int messages = size();
    int bytes = weight;
    for (var other : before) {
      messages += other.size();
      bytes += other.weight;
    }
    return !first.alone
        && first.frames.size() == 1
        && messages <= Frame.MAX_MESSAGES
        && bytes <= Frame.MAX_BYTES
        && first.frames.getFirst().isLike(frames.getFirst());
  }

  /** From now on it goes by itself: it was refused together with others. */
  void goAlone() {
    alone = true;
  }

  /** How many replicas had it when it was answered, if that was waited for. */
  int replicas() {
    return replicas;
  }

  void replicatedTo(int count) {
    replicas = count;
  }

  /** Whether it is not to take effect because one before it was refused. */
  boolean isOver() {
    return place.isPresent() && place.get().turn().isRefused();
  }

  /** Whether the other one is of the same turn. */
  boolean isOfTurnOf(PublishOperation other) {
    return place.isPresent()
        && other.place.isPresent()
        && place.get().turn() == other.place.get().turn();
  }

  /** It will not take effect, so nothing behind it may. */
  void refuseTurn() {
    place.ifPresent(in -> in.turn().refuse());
  }

  /** The same batch by itself: what was accepted remains so, whatever became of its feed since. */
  @Override
  Optional<PublishOperation> stored() {
    if (!accepted) {
      return Optional.empty();
    }
    var again = new PublishOperation(batch, frames, bound, Optional.empty());
    again.goAlone();
    return Optional.of(again);
  }

  /** How many messages it stores. */
  int size() {
    return batch.size();
  }

  @Override
  void load(Cargo cargo) {
    var head = Packer.operation('P').u16(frames.size());
    place.ifPresentOrElse(
        in -> head.u16(in.turn().slot()).u32(in.turn().number()).u8(in.isBehind() ? 1 : 0),
        () -> head.zeros(7));
    cargo.argument(head.done());
    loadFrames(cargo);
  }

  void loadFrames(Cargo cargo) {
    frames.forEach(frame -> frame.load(cargo));
  }

  @Override
  List<Frame> frames() {
    return frames;
  }

  @Override
  int weight() {
    return weight;
  }

  @Override
  List<Boolean> read(Answer answer) {
    replicas = answer.replicas();
    int code = answer.u8();
    accepted = code == ACCEPTED;
    if (!accepted) {
      place.ifPresent(in -> in.turn().refuse());
    }
    return switch (code) {
      case ACCEPTED -> receipts(answer);
      case BEHIND -> throw new BehindException();
      case FULL -> throw full(answer);
      default -> throw reused(answer);
    };
  }

  private List<Boolean> receipts(Answer answer) {
    if (frames.size() == 1) {
      return duplicates(frames.getFirst(), answer);
    }
    // Within a frame messages keep the order that they have in the batch.
    var placed = new IdentityHashMap<Envelope, ArrayDeque<Boolean>>();
    for (var frame : frames) {
      var duplicates = duplicates(frame, answer);
      for (int i = 0; i < duplicates.size(); i++) {
        placed
            .computeIfAbsent(frame.envelopes().get(i), e -> new ArrayDeque<>(1))
            .add(duplicates.get(i));
      }
    }
    var inOrder = new ArrayList<Boolean>(batch.size());
    for (var envelope : batch) {
      var answers = placed.getOrDefault(envelope, new ArrayDeque<>());
      inOrder.add(Boolean.TRUE.equals(answers.poll()));
    }
    return inOrder;
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
