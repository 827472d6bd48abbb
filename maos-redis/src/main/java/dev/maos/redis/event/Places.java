package dev.maos.redis.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.event.CursorName;
import dev.maos.event.EventCursor;
import dev.maos.event.RetentionPass;
import dev.maos.event.RetentionPolicy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The places of readers, and what is kept for them. */
final class Places {
  private final Calls calls;

  Places(Calls calls) {
    this.calls = calls;
  }

  EventCursor open(CursorName name, long after, long maxLag) {
    if (maxLag < 0) {
      throw new InvalidInputException(
          ErrorCode.INVALID_SETTING, "maxLag", Long.toString(maxLag), "at least 0");
    }
    return list(
            calls.tend(true, "open", bytes(name), Looking.number(after), Looking.bytes(maxLag)), 1)
        .getFirst();
  }

  Optional<EventCursor> get(CursorName name) {
    return list(calls.tend(false, "cursors", bytes(name)), 1).stream().findFirst();
  }

  List<EventCursor> all() {
    return list(calls.tend(false, "cursors"), 1);
  }

  Optional<EventCursor> advance(CursorName name, long sequence) {
    var answer = calls.tend(true, "advance", bytes(name), Looking.number(sequence));
    if (answer.text(0).equals("beyond")) {
      throw new InvalidInputException(
          ErrorCode.INVALID_RANGE,
          "sequence",
          Long.toString(sequence),
          "at most the last one, " + answer.text(1));
    }
    return list(answer, 1).stream().findFirst();
  }

  boolean delete(CursorName name) {
    return calls.once("delete", bytes(name)).number(1) == 1;
  }

  RetentionPass retain(RetentionPolicy policy) {
    var answer =
        calls.once(
            "retain",
            Long.toString(policy.maxEvents()).getBytes(UTF_8),
            Long.toString(policy.maxAge().toNanos() / 1_000).getBytes(UTF_8));
    return new RetentionPass(answer.number(1), list(answer, 3), answer.text(2).equals("1"));
  }

  private static List<EventCursor> list(Answered answer, int from) {
    var cursors = new ArrayList<EventCursor>();
    for (int i = from; i < answer.size(); i += 2) {
      var stored = ByteBuffer.wrap(answer.bytes(i + 1));
      cursors.add(
          new EventCursor(
              CursorName.of(answer.text(i)),
              Sequences.read(stored),
              Sequences.read(stored),
              stored.getLong(),
              EventBytes.instant(stored.getLong())));
    }
    cursors.sort(Comparator.comparing(EventCursor::name));
    return cursors;
  }

  private static byte[] bytes(CursorName name) {
    return name.value().getBytes(UTF_8);
  }
}
