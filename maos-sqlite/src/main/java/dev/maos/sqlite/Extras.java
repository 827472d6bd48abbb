package dev.maos.sqlite;

import dev.maos.base.ErrorCode;
import dev.maos.event.EventStoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The forms that ids, tags and metadata have in a row. */
final class Extras {
  private static final int ID_BYTES = 16;

  private Extras() {}

  static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(ID_BYTES)
        .order(ByteOrder.BIG_ENDIAN)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  static UUID id(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length != ID_BYTES) {
      throw new EventStoreException(ErrorCode.EVENTSTORE_CORRUPT, "the id of an event is damaged");
    }
    var buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  /** With a comma before, between and behind them, so that one is found by its commas. */
  static String text(Set<String> tags) {
    return tags.isEmpty() ? "" : "," + String.join(",", tags) + ",";
  }

  static Set<String> tags(String text) {
    return text.isEmpty()
        ? Set.of()
        : new HashSet<>(Arrays.asList(text.substring(1, text.length() - 1).split(",")));
  }

  static byte[] bytes(Map<String, String> metadata) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(metadata.size());
      for (var entry : metadata.entrySet()) {
        out.writeUTF(entry.getKey());
        out.writeUTF(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Map<String, String> metadata(byte[] bytes) {
    var metadata = new TreeMap<String, String>();
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int count = in.readUnsignedByte();
      for (int i = 0; i < count; i++) {
        metadata.put(in.readUTF(), in.readUTF());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return metadata;
  }
}
