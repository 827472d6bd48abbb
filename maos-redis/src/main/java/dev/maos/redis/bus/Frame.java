package dev.maos.redis.bus;

import dev.maos.base.TopicPattern;
import dev.maos.message.Address;
import dev.maos.message.Envelope;
import dev.maos.message.Guarantee;
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

  /** Where a frame goes: to a queue, to all subscriptions, or out on a channel. */
  static final int TO_QUEUE = 0;

  static final int TO_TOPIC = 1;
  static final int TO_CHANNEL = 2;

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
          key(envelope));
    }

    /** What is acknowledged by being taken waits for nothing. */
    private static String key(Envelope envelope) {
      return Frame.isCalled(envelope) ? "" : envelope.message().handling().orderingKey().orElse("");
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
          && key.equals(key(envelope));
    }

    boolean isCalled() {
      return fleeting && due == 0 && recipient instanceof Address.Everyone;
    }

    int way() {
      if (isCalled()) {
        return TO_CHANNEL;
      }
      return recipient instanceof Address.Everyone ? TO_TOPIC : TO_QUEUE;
    }

    String destination() {
      return switch (recipient) {
        case Address.ToAgent(var agent) -> QueueName.inbox(agent).toString();
        case Address.ToGroup(var group) -> QueueName.group(group).toString();
        case Address.Everyone() -> isCalled() ? TopicChannels.nameOf(topic) : "topic:" + topic;
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

  /** Whether it goes out on a channel, and is stored nowhere. */
  static boolean isCalled(Envelope envelope) {
    var message = envelope.message();
    return message.guarantee() == Guarantee.AT_MOST_ONCE
        && message.recipient() instanceof Address.Everyone
        && envelope.dueAtMicros() <= envelope.sentAtMicros();
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
        current = last.of(envelope);
        if (current == null || !current.takes(envelope)) {
          current = new Frame(envelope, identifies);
          frames.add(current);
          last.now(envelope, current);
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

  /** Whether whoever reads this topic there may take it as soon as it is stored. */
  boolean isAtOnceFor(TopicPattern pattern) {
    return attributes.due() == 0 && pattern.matches(envelopes.getFirst().message().topic());
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

  /** Writes its head and its bytes; a large one goes ahead of the command, if it is stored. */
  void load(Cargo cargo) {
    boolean isCalled = attributes.isCalled();
    var body = isCalled ? called(0, 0) : body();
    long number = isCalled ? 0 : cargo.largeFrame(body);
    cargo.argument(head(number));
    cargo.argument(number == 0 ? body : NOTHING);
  }

  private byte[] head(long number) {
    var head =
        head(
                attributes.way(),
                flags(number),
                envelopes.size(),
                attributes.due(),
                firstExpiry(),
                number)
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

  private static Packer head(
      int way, int flags, int messages, long due, long firstExpiry, long number) {
    return new Packer().u8(way).u8(flags).u16(messages).u64(due).u64(firstExpiry).u48(number);
  }

  /** The head of a frame that was heard and is to be stored after all. */
  static byte[] head(HeardFrame heard, long number) {
    int flags = heard.lane() + FLEETING + (number == 0 ? 0 : LARGE);
    return head(TO_TOPIC, flags, heard.size(), 0, heard.firstExpiry(), number)
        .text("")
        .text(heard.name(0))
        .text(heard.name(1))
        .text(heard.name(2))
        .text("")
        .u8(0)
        .done();
  }

  /** The number of the channel that it goes out on. */
  int channel() {
    return TopicChannels.of(attributes.topic());
  }

  /** What goes out on a channel. */
  byte[] called(long process, long number) {
    var whole = new byte[HeardFrame.HEAD + length()];
    var out = ByteBuffer.wrap(whole);
    HeardFrame.begin(out, attributes.lane(), process, number, firstExpiry());
    write(out);
    return whole;
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
    var out = ByteBuffer.allocate(length());
    write(out);
    return out.array();
  }

  private int length() {
    int names =
        attributes.kind().length() + attributes.sender().length() + attributes.topic().length();
    return 2 + 3 + names + 4 * envelopes.size() + bytes;
  }

  private void write(ByteBuffer out) {
    out.putShort((short) envelopes.size());
    put(out, attributes.kind());
    put(out, attributes.sender());
    put(out, attributes.topic());
    int end = 0;
    for (var envelope : envelopes) {
      end += envelope.bytes().length;
      out.putInt(end);
    }
    envelopes.forEach(envelope -> out.put(envelope.bytes()));
  }

  private long firstExpiry() {
    return envelopes.stream().mapToLong(Envelope::expiresAtMicros).min().orElse(0);
  }

  private static void put(ByteBuffer out, String ascii) {
    var bytes = ascii.getBytes(StandardCharsets.US_ASCII);
    out.put((byte) bytes.length).put(bytes);
  }

  /** The last frame of each lane of each destination. */
  private static final class FrameEnds {
    private final Map<Place, Frame> frames = new HashMap<>();

    private record Place(Address recipient, String topic, int lane, String sender) {}

    /** What is called out keeps only the order of each of its senders. */
    private static Place place(Envelope envelope) {
      var message = envelope.message();
      var everyone = message.recipient() instanceof Address.Everyone;
      return new Place(
          message.recipient(),
          everyone ? message.topic().value() : "",
          message.priority().lane(),
          isCalled(envelope) ? message.sender().value() : "");
    }

    @Nullable Frame of(Envelope envelope) {
      return frames.get(place(envelope));
    }

    void now(Envelope envelope, Frame frame) {
      frames.put(place(envelope), frame);
    }
  }
}
