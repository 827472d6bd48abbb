package dev.maos.message;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The parts of a binary envelope, taken apart without the code under test, so that a test can put
 * them together in ways that the writer never would. Owned by one thread.
 */
final class RawEnvelope {
  static final int HEAD = 56;
  private static final int NAMES = 5;

  final byte[] head;
  final List<byte[]> names = new ArrayList<>();
  final List<Field> fields = new ArrayList<>();
  byte[] payload;

  /** A numbered part; its content is not copied. */
  static final class Field {
    private final int number;
    private final byte[] content;

    Field(int number, byte[] content) {
      this.number = number;
      this.content = content;
    }

    int number() {
      return number;
    }

    byte[] content() {
      return content;
    }
  }

  private RawEnvelope(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    int end = HEAD + (in.getShort(10) & 0xffff);
    head = Arrays.copyOf(bytes, HEAD);
    payload = Arrays.copyOfRange(bytes, end, bytes.length);
    in.position(HEAD).limit(end);
    for (int i = 0; i < NAMES; i++) {
      names.add(take(in, in.get() & 0xff));
    }
    while (in.hasRemaining()) {
      fields.add(new Field(in.get(), take(in, in.getShort() & 0xffff)));
    }
  }

  static RawEnvelope of(Envelope envelope) {
    return new RawEnvelope(envelope.bytes());
  }

  RawEnvelope head(int at, int value) {
    head[at] = (byte) value;
    return this;
  }

  RawEnvelope name(int index, String text) {
    names.set(index, text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  RawEnvelope with(int number, byte... content) {
    fields.add(new Field(number, content));
    return this;
  }

  /** The parts put together, with the lengths that they have now. */
  byte[] bytes() {
    var variable = new ByteArrayOutputStream();
    for (var name : names) {
      variable.write(name.length);
      variable.writeBytes(name);
    }
    for (var field : fields) {
      variable.write(field.number());
      variable.write(field.content().length >>> 8);
      variable.write(field.content().length);
      variable.writeBytes(field.content());
    }
    var out = ByteBuffer.allocate(HEAD + variable.size() + payload.length);
    out.put(head).put(variable.toByteArray()).put(payload);
    return out.putShort(10, (short) variable.size()).putInt(12, payload.length).array();
  }

  private static byte[] take(ByteBuffer in, int length) {
    var bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
