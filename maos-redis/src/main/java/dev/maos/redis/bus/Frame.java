package dev.maos.redis.bus;

import dev.maos.message.Address;
import dev.maos.message.Envelope;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.QueueName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one batch that travel and are stored together, because they go to the same place and
 * readers choose them by the same attributes.
 *
 * <p>Its form is described beside {@code 02-frames.lua}.
 */
final class Frame {
  /** How many messages a frame holds at most. */
  static final int MAX_MESSAGES = 512;

  /** How many bytes a frame holds at most, unless one message alone is larger. */
  static final int MAX_BYTES = 256 * 1024;

  private static final int FLEETING = 32;
  private static final int LARGE = 64;
  private static final byte[] NOTHING = {};
  private static final int DERIVED_UUID = 5;

  private final Attributes attributes;
  private final boolean identifies;
  private final List<Envelope> envelopes = new ArrayList<>();
  private int bytes;

  /** What the messages of a frame have in common. */
  private record Attributes(
      Address recipient,
      String topic,
      String sender,
      String kind,
      int lane,
      boolean fleeting,
      boolean identified,
      long due,
      String key) {

    static Attributes of(Envelope envelope) {
      var message = envelope.message();
      var fleeting = message.guarantee() == Guarantee.AT_MOST_ONCE;
      return new Attributes(
          message.recipient(),
          message.topic().value(),
          message.sender().value(),
          message.type().name(),
          message.priority().lane(),
          fleeting,
          !fleeting && isIdentified(envelope),
          due(envelope),
          message.handling().orderingKey().orElse(""));
    }

    private static long due(Envelope envelope) {
      return envelope.dueAtMicros() > envelope.sentAtMicros() ? envelope.dueAtMicros() : 0;
    }

    /** Whether an envelope has these attributes. */
    boolean fit(Envelope envelope) {
      var message = envelope.message();
      return recipient.equals(message.recipient())
          && topic.equals(message.topic().value())
          && sender.equals(message.sender().value())
          && kind.equals(message.type().name())
          && lane == message.priority().lane()
          && fleeting == (message.guarantee() == Guarantee.AT_MOST_ONCE)
          && identified == (!fleeting && isIdentified(envelope))
          && due == due(envelope)
          && key.equals(message.handling().orderingKey().orElse(""));
    }

    boolean isToTopic() {
      return recipient instanceof Address.Everyone;
    }

    String destination() {
      return switch (recipient) {
        case Address.ToAgent(var agent) -> QueueName.inbox(agent).toString();
        case Address.ToGroup(var group) -> QueueName.group(group).toString();
        case Address.Everyone() -> "topic:" + topic;
        case Address.ToCapable wanted ->
            throw new IllegalArgumentException("nobody was chosen yet: " + wanted);
      };
    }
  }

  /** Whether its id could come from elsewhere too, so that the server has to know it. */
  static boolean isIdentified(Envelope envelope) {
    return envelope.message().guarantee() == Guarantee.EXACTLY_ONCE
        || envelope.identity() == Envelope.Identity.CONTENT
        || (envelope.id().high() >>> 12 & 0xF) == DERIVED_UUID;
  }

  private Frame(Envelope first, boolean identifies) {
    this.identifies = identifies;
    this.attributes = Attributes.of(first);
  }

  /**
   * Parts a batch into frames so that messages of one lane to one destination keep their order: a
   * message joins the last frame there, if that is of its kind and not full.
   *
   * @param identifies whether the server has to know all ids
   */
  static List<Frame> framesOf(List<Envelope> batch, boolean identifies) {
    var frames = new ArrayList<Frame>();
    var last = new FrameEnds();
    Frame current = null;
    for (var envelope : batch) {
      // Most often it is like the one before it.
      if (current == null || !current.takes(envelope)) {
        current = last.of(envelope.message());
        if (current == null || !current.takes(envelope)) {
          current = new Frame(envelope, identifies);
          frames.add(current);
          last.now(envelope.message(), current);
        }
      }
      current.add(envelope);
    }
    return frames;
  }

  /** The messages of several frames that are alike, in one. */
  static Frame joined(List<Frame> frames) {
    var whole = new Frame(frames.getFirst().envelopes.getFirst(), frames.getFirst().identifies);
    for (var frame : frames) {
      frame.envelopes.forEach(whole::add);
    }
    return whole;
  }

  /** Whether the messages of both could be in one frame. */
  boolean isLike(Frame other) {
    return attributes.key().isEmpty()
        && identifies == other.identifies
        && attributes.equals(other.attributes);
  }

  /** The destination, as the server names it. */
  String destination() {
    return attributes.destination();
  }

  List<Envelope> envelopes() {
    return envelopes;
  }

  int weight() {
    return bytes + 64 * envelopes.size();
  }

  private boolean takes(Envelope envelope) {
    // Of one ordering key each message waits for the one before it, so each goes by itself.
    return envelopes.size() < MAX_MESSAGES
        && bytes < MAX_BYTES
        && attributes.key().isEmpty()
        && attributes.fit(envelope);
  }

  private void add(Envelope envelope) {
    envelopes.add(envelope);
    bytes += envelope.bytes().length;
  }

  /** Writes its head and its bytes; a large one goes ahead of the command. */
  void load(Cargo cargo) {
    var body = body();
    long number = cargo.largeFrame(body);
    cargo.argument(head(number));
    cargo.argument(number == 0 ? body : NOTHING);
  }

  private byte[] head(long number) {
    var head =
        new Packer()
            .u8(attributes.isToTopic() ? 1 : 0)
            .u8(flags(number))
            .u16(envelopes.size())
            .u64(attributes.due())
            .u64(firstExpiry())
            .u48(number)
            .text(attributes.destination())
            .text(attributes.kind())
            .text(attributes.sender())
            .text(attributes.topic())
            .text(attributes.key())
            .u8(ids());
    if (tellsIds()) {
      envelopes.forEach(envelope -> head.id(envelope.id()).u64(envelope.fingerprint()));
    }
    return head.done();
  }

  /** Whether ids follow: 0 none, 1 any, 2 ids that are known to differ because they grow. */
  private int ids() {
    if (!tellsIds()) {
      return 0;
    }
    for (int i = 1; i < envelopes.size(); i++) {
      if (envelopes.get(i - 1).id().compareTo(envelopes.get(i).id()) >= 0) {
        return 1;
      }
    }
    return 2;
  }

  private boolean tellsIds() {
    return attributes.identified() || (identifies && !attributes.fleeting());
  }

  private int flags(long number) {
    return attributes.lane() + (attributes.fleeting() ? FLEETING : 0) + (number == 0 ? 0 : LARGE);
  }

  /** The messages, one behind the other. */
  private byte[] body() {
    var kind = ascii(attributes.kind());
    var sender = ascii(attributes.sender());
    var topic = ascii(attributes.topic());
    int names = 3 + kind.length + sender.length + topic.length;
    var out = ByteBuffer.allocate(2 + names + 4 * envelopes.size() + bytes);
    out.putShort((short) envelopes.size());
    out.put((byte) kind.length).put(kind);
    out.put((byte) sender.length).put(sender);
    out.put((byte) topic.length).put(topic);
    int end = 0;
    for (var envelope : envelopes) {
      end += envelope.bytes().length;
      out.putInt(end);
    }
    envelopes.forEach(envelope -> out.put(envelope.bytes()));
    return out.array();
  }

  private long firstExpiry() {
    return envelopes.stream().mapToLong(Envelope::expiresAtMicros).min().orElse(0);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The last frame of each lane of each destination. */
  private static final class FrameEnds {
    private final Map<Place, Frame> frames = new HashMap<>();

    private record Place(Address recipient, String topic, int lane) {}

    private static Place place(Message message) {
      var everyone = message.recipient() instanceof Address.Everyone;
      return new Place(
          message.recipient(), everyone ? message.topic().value() : "", message.priority().lane());
    }

    @Nullable Frame of(Message message) {
      return frames.get(place(message));
    }

    void now(Message message, Frame frame) {
      frames.put(place(message), frame);
    }
  }
}
