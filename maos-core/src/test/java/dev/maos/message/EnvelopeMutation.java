package dev.maos.message;

import java.util.Arrays;
import java.util.Collections;
import java.util.random.RandomGenerator;

/**
 * One to three changes to an envelope's parts. The lengths are put right afterwards, most of the
 * time, so that the change is found by what reads the part and not by what reads the frame.
 */
final class EnvelopeMutation {
  private static final byte[] TELLING = {0, 1, 2, 0x20, 0x7f, (byte) 0x80, (byte) 0xff};

  private final RandomGenerator random;

  EnvelopeMutation(RandomGenerator random) {
    this.random = random;
  }

  byte[] mutate(RawEnvelope envelope) {
    int changes = random.nextInt(1, 4);
    for (int i = 0; i < changes; i++) {
      change(envelope);
    }
    var bytes = envelope.bytes();
    return switch (random.nextInt(10)) {
      case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 20));
      case 1 -> withOneByteChanged(bytes);
      default -> bytes;
    };
  }

  private void change(RawEnvelope envelope) {
    switch (random.nextInt(6)) {
      case 0 -> envelope.head[random.nextInt(5, 10)] = telling();
      case 1 -> envelope.head[random.nextInt(envelope.head.length)] = telling();
      case 2 -> envelope.names.replaceAll(name -> random.nextInt(5) == 0 ? content(name) : name);
      case 3 -> envelope.payload = content(envelope.payload);
      default -> changeFields(envelope);
    }
  }

  private void changeFields(RawEnvelope envelope) {
    var fields = envelope.fields;
    if (fields.isEmpty()) {
      envelope.with(random.nextInt(14), content(new byte[random.nextInt(20)]));
      return;
    }
    int at = random.nextInt(fields.size());
    var field = fields.get(at);
    switch (random.nextInt(6)) {
      case 0 -> fields.remove(at);
      case 1 -> fields.add(at, field);
      case 2 -> Collections.swap(fields, at, random.nextInt(fields.size()));
      case 3 -> fields.set(at, new RawEnvelope.Field(random.nextInt(256), field.content()));
      default -> fields.set(at, new RawEnvelope.Field(field.number(), content(field.content())));
    }
  }

  /** A little shorter, longer or different. */
  private byte[] content(byte[] content) {
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(content, Math.max(0, content.length - random.nextInt(1, 4)));
      case 1 -> Arrays.copyOf(content, Math.min(255, content.length + random.nextInt(1, 4)));
      default -> withOneByteChanged(content);
    };
  }

  private byte[] withOneByteChanged(byte[] bytes) {
    var changed = bytes.clone();
    if (changed.length > 0) {
      changed[random.nextInt(changed.length)] = telling();
    }
    return changed;
  }

  private byte telling() {
    return random.nextBoolean() ? TELLING[random.nextInt(TELLING.length)] : (byte) random.nextInt();
  }
}
