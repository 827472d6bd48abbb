package dev.maos.message;

import dev.maos.base.MediaType;
import dev.maos.base.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Payloads of every kind: JSON, JSON in an unusual form, text, bytes, bytes that claim too much.
 */
final class RandomPayloads {
  private static final String[] UNUSUAL = {
    "null",
    "1e2",
    "-0",
    "[ 1 ]",
    "1.0E+2",
    "\"\\u0041\"",
    "{\"b\":1,\"a\":1}",
    " {}",
    "[]\n",
    "1,2",
    "",
    "1],[2",
    "{\"a\":1,\"a\":2}",
    "[".repeat(63) + "]".repeat(63),
    "[".repeat(64) + "]".repeat(64)
  };
  private static final MediaType[] KINDS = {
    MediaType.JSON,
    MediaType.TEXT,
    MediaType.BINARY,
    MediaType.of("application/cloudevents+json;charset=UTF-8"),
    MediaType.of("text/plain;charset=latin1"),
    MediaType.of("image/" + "x".repeat(121))
  };

  private final RandomGenerator random;

  RandomPayloads(RandomGenerator random) {
    this.random = random;
  }

  Payload next() {
    return switch (random.nextInt(6)) {
      case 0 -> Payload.of(object(3));
      case 1 -> Payload.text(unicode(random.nextInt(200)));
      case 2 -> Payload.empty();
      case 3 -> ofBytes(UNUSUAL[random.nextInt(UNUSUAL.length)]);
      default -> ofBytes();
    };
  }

  /** Text of so many characters, some of them more than one UTF-16 unit or UTF-8 byte long. */
  String unicode(int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int range = random.nextInt(8) == 0 ? Character.MAX_CODE_POINT + 1 : 0x80;
      int codePoint = random.nextInt(range);
      var surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
      text.appendCodePoint(surrogate ? '\ufffd' : codePoint);
    }
    return text.toString();
  }

  private Payload ofBytes(String text) {
    return Payload.binary(Payload.text(text).bytes(), kind());
  }

  private Payload ofBytes() {
    var bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return Payload.binary(bytes, kind());
  }

  private MediaType kind() {
    return KINDS[random.nextInt(KINDS.length)];
  }

  private Map<String, @Nullable Object> object(int depth) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    int size = random.nextInt(5);
    for (int i = 0; i < size; i++) {
      object.put(unicode(random.nextInt(6)), value(depth));
    }
    return object;
  }

  private @Nullable Object value(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> null;
      case 1 -> random.nextLong();
      case 2 -> random.nextDouble();
      case 3 -> random.nextBoolean();
      case 4 -> random.nextInt();
      case 5 -> unicode(random.nextInt(20));
      case 6 -> object(depth - 1);
      default -> {
        var list = new ArrayList<@Nullable Object>();
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
          list.add(value(depth - 1));
        }
        yield list;
      }
    };
  }
}
