package dev.maos.redis.bus;

import dev.maos.base.AgentId;
import dev.maos.base.Topic;
import dev.maos.message.Envelope;
import dev.maos.message.MessageFilter;
import dev.maos.message.MessageType;
import dev.maos.message.Priority;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * At-most-once messages to a topic as they come over a channel: of one sender, one type and one
 * priority. A message is read when somebody takes it, once for all who do. Thread-safe.
 *
 * <pre>
 *   0  1  1                          10  6  its number among those of its process, 0 for none
 *   1  1  lane                       16  8  when the first of its messages expires
 *   2  8  the process that sent it   24     the frame, as beside 02-frames.lua
 * </pre>
 */
final class HeardFrame {
  /** The first byte of a frame on a channel. */
  static final int KIND = 1;

  /** How long what comes before the frame is. */
  static final int HEAD = 24;

  private final ByteBuffer head;
  private final StoredFrame frame;
  private final Priority priority;
  private final MessageType type;
  private final AgentId sender;
  private final Topic topic;
  private volatile @Nullable AtomicReferenceArray<@Nullable Envelope> read;

  /**
   * Reads what is needed to tell who wants it.
   *
   * @throws RuntimeException if it is none
   */
  HeardFrame(byte[] bytes) {
    this.head = ByteBuffer.wrap(bytes);
    if (!StoredFrame.isWhole(bytes, HEAD)) {
      throw new IllegalArgumentException("not a frame");
    }
    this.frame = new StoredFrame(bytes, HEAD);
    this.priority = Priority.ofLane(bytes[1]);
    this.type = MessageType.valueOf(frame.name(0));
    this.sender = AgentId.of(frame.name(1));
    this.topic = Topic.of(frame.name(2));
  }

  /** Writes what comes before a frame. */
  static void begin(ByteBuffer out, int lane, long process, long number, long firstExpiry) {
    out.put((byte) KIND)
        .put((byte) lane)
        .putLong(process)
        .putShort((short) (number >>> 32))
        .putInt((int) number)
        .putLong(firstExpiry);
  }

  long process() {
    return head.getLong(2);
  }

  long number() {
    return ((head.getShort(10) & 0xFFFFL) << 32) | (head.getInt(12) & 0xFFFF_FFFFL);
  }

  long firstExpiry() {
    return head.getLong(16);
  }

  Topic topic() {
    return topic;
  }

  int lane() {
    return priority.lane();
  }

  /** How many messages it holds. */
  int size() {
    return frame.size();
  }

  /** About how much memory it takes. */
  int weight() {
    return head.capacity();
  }

  boolean isFor(MessageFilter filter) {
    return (filter.types().isEmpty() || filter.types().contains(type))
        && (filter.senders().isEmpty() || filter.senders().contains(sender))
        && (filter.priorities().isEmpty() || filter.priorities().contains(priority));
  }

  /** Several will take its messages: each is to be read for the first of them only. */
  void share() {
    if (read == null) {
      read = new AtomicReferenceArray<>(size());
    }
  }

  /**
   * Reads a message.
   *
   * @throws RuntimeException if its bytes are not an envelope
   */
  Envelope message(int index) {
    var shared = read;
    if (shared == null) {
      return frame.message(index);
    }
    var known = shared.get(index);
    if (known == null) {
      known = frame.message(index);
      shared.set(index, known);
    }
    return known;
  }

  boolean isExpired(int index, long nowMicros) {
    return frame.expiresAt(index) <= nowMicros;
  }

  /** What its messages have in common: the type, the sender, the topic. */
  String name(int which) {
    return frame.name(which);
  }

  /** The frame as the server stores it. */
  byte[] stored() {
    var bytes = new byte[head.capacity() - HEAD];
    head.get(HEAD, bytes);
    return bytes;
  }
}
