package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.Need;
import dev.maos.base.Topic;
import dev.maos.base.TraceContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Messages in which each part is at its default, somewhere within its bounds or at one of them.
 * Equal generators give equal messages. Owned by one thread.
 */
final class RandomMessages {
  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final String VISIBLE = LETTERS + "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  private static final int MAX_NANOS = 999_999_999;

  private final RandomGenerator random;
  private final RandomPayloads payloads;

  RandomMessages(RandomGenerator random) {
    this.random = random;
    this.payloads = new RandomPayloads(random);
  }

  Envelope envelope() {
    return new Envelope(
        id(), micros(), micros(), micros(), any(Envelope.Identity.values()), message());
  }

  Message message() {
    var type = any(MessageType.values());
    return new Message(
        type,
        type == MessageType.CUSTOM || random.nextBoolean() ? visible(128) : "",
        agent(),
        recipient(),
        topic(),
        payloads.next(),
        any(Priority.values()),
        any(Guarantee.values()),
        new Timing(timeToLive(), schedule(), maybe(this::instant)),
        new Lineage(
            maybe(() -> CorrelationId.of(visible(128))),
            maybe(this::id),
            path(),
            maybe(this::trace)),
        new Handling(
            maybe(this::key),
            maybe(this::key),
            maybe(() -> new ReplyTo(agent(), topic())),
            any(Handling.ReceiptWish.values()),
            random.nextInt(4) == 0 ? Optional.of(assignment()) : Optional.empty()),
        headers());
  }

  private Assignment assignment() {
    var needs = Stream.generate(this::need).limit(random.nextInt(1, 9)).toList();
    var earlier = Stream.generate(this::agent).limit(random.nextInt(17)).toList();
    return new Assignment(needs, earlier);
  }

  private Need need() {
    var name = ascii(LETTERS, 1) + ascii(LETTERS + "-_.:/", length(128) - 1);
    return switch (random.nextInt(4)) {
      case 0 -> Need.of(name + ">=17");
      case 1 -> Need.of(name + "^1.2.3-rc.1");
      case 2 -> Need.of(name + ">=1 <" + random.nextInt(2, 1_000_000));
      default -> Need.of(name);
    };
  }

  private Address recipient() {
    return switch (random.nextInt(3)) {
      case 0 -> new Address.ToAgent(agent());
      case 1 -> new Address.ToGroup(new GroupName(name()));
      default -> Address.EVERYONE;
    };
  }

  private AgentId agent() {
    return new AgentId(name());
  }

  private Topic topic() {
    int segments = length(16);
    int longest = Math.min(64, 255 / segments - 1);
    var tail = Stream.generate(() -> ascii(LETTERS, length(longest))).limit(segments);
    var name = tail.collect(Collectors.joining("."));
    return random.nextInt(8) == 0 && segments < 16 && name.length() < 249
        ? Topic.reserved(name)
        : new Topic(name);
  }

  private Schedule schedule() {
    return switch (random.nextInt(4)) {
      case 0 -> new Schedule.After(duration(Long.MAX_VALUE));
      case 1 -> new Schedule.At(instant());
      default -> Schedule.NOW;
    };
  }

  private Duration timeToLive() {
    return switch (random.nextInt(4)) {
      case 0 -> Timing.DEFAULT.timeToLive();
      case 1 -> Timing.MAX_TIME_TO_LIVE;
      default -> duration(Duration.ofDays(364).toSeconds()).plusNanos(1);
    };
  }

  private Duration duration(long maxSeconds) {
    long seconds = random.nextInt(8) == 0 ? maxSeconds : random.nextLong(maxSeconds);
    return Duration.ofSeconds(random.nextBoolean() ? seconds : seconds >>> 40, nanos());
  }

  private Instant instant() {
    return switch (random.nextInt(8)) {
      case 0 -> Instant.MIN;
      case 1 -> Instant.MAX;
      default -> Instant.ofEpochSecond(random.nextLong(-3_000_000_000L, 8_000_000_000L), nanos());
    };
  }

  private int nanos() {
    return random.nextBoolean() ? 0 : random.nextInt(MAX_NANOS + 1);
  }

  private long micros() {
    return switch (random.nextInt(8)) {
      case 0 -> Long.MIN_VALUE;
      case 1 -> Long.MAX_VALUE;
      default -> random.nextLong(-1_000_000_000_000_000L, 4_000_000_000_000_000L);
    };
  }

  private List<AgentId> path() {
    int size =
        switch (random.nextInt(16)) {
          case 0 -> 255;
          case 1, 2, 3, 4 -> random.nextInt(1, 20);
          default -> 0;
        };
    return Stream.generate(this::agent).limit(size).toList();
  }

  private TraceContext trace() {
    var hex = "%032x-%016x".formatted(random.nextLong() & Long.MAX_VALUE, random.nextLong());
    var state = random.nextBoolean() ? "" : visible(random.nextBoolean() ? 512 : 40);
    return new TraceContext("00-" + hex + "-01", state);
  }

  private String key() {
    return cut(payloads.unicode(length(128)), 128);
  }

  private Headers headers() {
    return switch (random.nextInt(8)) {
      case 0 -> headers(Headers.MAX_COUNT, 25);
      case 1 -> longHeader();
      case 2, 3, 4 -> headers(random.nextInt(1, 6), 400);
      default -> Headers.NONE;
    };
  }

  private Headers headers(int count, int longest) {
    var values = new HashMap<String, String>();
    while (values.size() < count) {
      values.put(ascii(LETTERS + "-_.", length(128)), payloads.unicode(random.nextInt(longest)));
    }
    return new Headers(values);
  }

  private Headers longHeader() {
    var value = payloads.unicode(1_000);
    int room = Headers.MAX_VALUE - value.getBytes(StandardCharsets.UTF_8).length;
    return new Headers(Map.of(ascii(LETTERS, Headers.MAX_NAME), value + "x".repeat(room)));
  }

  private MessageId id() {
    return new MessageId(random.nextLong(), random.nextLong());
  }

  private String name() {
    int length = length(64);
    return ascii(LETTERS, 1) + ascii(LETTERS + "-_", length - 1);
  }

  private String visible(int longest) {
    return ascii(VISIBLE, length(longest));
  }

  private String ascii(String alphabet, int length) {
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private int length(int longest) {
    return switch (random.nextInt(8)) {
      case 0 -> 1;
      case 1 -> longest;
      default -> random.nextInt(1, Math.min(longest, 24) + 1);
    };
  }

  private <T> Optional<T> maybe(Supplier<T> part) {
    return random.nextInt(3) == 0 ? Optional.of(part.get()) : Optional.empty();
  }

  private <T> T any(T[] all) {
    return all[random.nextInt(all.length)];
  }

  /** As much of the text as fits, to the last whole character. */
  private static String cut(String text, int maxBytes) {
    var cut = text;
    while (cut.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    }
    return cut;
  }
}
