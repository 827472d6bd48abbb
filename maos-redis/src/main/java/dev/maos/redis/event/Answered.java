package dev.maos.redis.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a function of the library answered, behind the status. */
record Answered(List<Object> parts) {
  Answered {
    parts = List.copyOf(parts);
  }

  int size() {
    return parts.size();
  }

  byte[] bytes(int place) {
    return (byte[]) parts.get(place);
  }

  String text(int place) {
    return new String(bytes(place), StandardCharsets.UTF_8);
  }

  long number(int place) {
    return Long.parseLong(text(place));
  }

  long sequence(int place) {
    return Sequences.read(ByteBuffer.wrap(bytes(place)));
  }
}
