package dev.maos.redis.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.maos.event.EventPage;
import dev.maos.event.EventQuery;
import dev.maos.event.RecordedEvent;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/** Finds events by an index: by their id, by what caused them, by their conversation. */
final class Looking {
  private static final int MOST_AT_ONCE = 1_000;
  private static final int MOST_ROUNDS = 16;

  private final Calls calls;

  Looking(Calls calls) {
    this.calls = calls;
  }

  Optional<RecordedEvent> find(UUID id) {
    var answer = calls.tend(false, "find", new Packed().uuid(id).done());
    return answer.size() < 3 ? Optional.empty() : Copies.read(answer.sequence(1), answer.bytes(2));
  }

  EventPage forward(byte[] term, EventQuery query, long after, int limit) {
    var matching = new Matching(query, limit);
    long position = Math.max(Sequences.clamp(after), query.firstSequence() - 1);
    for (int round = 1; ; round++) {
      var answer = look(term, position + 1, query.lastSequence(), limit, false);
      long end = Math.min(answer.number(2), query.lastSequence());
      for (int i = 4; i < answer.size(); i += 2) {
        position = answer.sequence(i);
        if (isFull(matching, answer, i)) {
          return new EventPage(matching.found(), position, position >= end);
        }
      }
      if (answer.text(3).equals("1")) {
        return new EventPage(matching.found(), Math.max(after, end), true);
      }
      if (round == MOST_ROUNDS) {
        return new EventPage(matching.found(), position, false);
      }
    }
  }

  EventPage backward(byte[] term, EventQuery query, long before, int limit) {
    var matching = new Matching(query, limit);
    long upTo = query.lastSequence() == Long.MAX_VALUE ? before : query.lastSequence() + 1;
    long position = Sequences.clamp(Math.min(before, upTo));
    for (int round = 1; ; round++) {
      var answer = look(term, query.firstSequence(), position - 1, limit, true);
      long end = Math.max(answer.number(1), query.firstSequence());
      for (int i = 4; i < answer.size(); i += 2) {
        position = answer.sequence(i);
        if (isFull(matching, answer, i)) {
          return new EventPage(matching.found(), position, position <= end);
        }
      }
      if (answer.text(3).equals("1")) {
        return new EventPage(matching.found(), Math.min(position, end), true);
      }
      if (round == MOST_ROUNDS) {
        return new EventPage(matching.found(), position, false);
      }
    }
  }

  private static boolean isFull(Matching matching, Answered answer, int place) {
    return Copies.read(answer.sequence(place), answer.bytes(place + 1))
        .map(matching::isFullWith)
        .orElse(false);
  }

  private Answered look(byte[] term, long from, long to, int limit, boolean backward) {
    return calls.tend(
        false,
        "lookup",
        term,
        number(from),
        number(to),
        number(Math.min(limit, MOST_AT_ONCE)),
        (backward ? "1" : "0").getBytes(US_ASCII));
  }

  static byte[] number(long value) {
    return Long.toString(Math.clamp(value, -1, Sequences.GREATEST)).getBytes(US_ASCII);
  }

  static byte[] bytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }
}
