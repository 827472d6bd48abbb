package dev.maos.redis.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.maos.base.InvalidInputException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Of which type the keys are that every namespace has. */
final class KeyTypes {
  private static final String MISSING = "none";
  private static final List<String> HASHES =
      List.of(
          "meta",
          "queues",
          "wishes",
          "frames",
          "large",
          "heads",
          "refs",
          "grants",
          "subscriptions",
          "routes",
          "topics");
  private static final List<String> SORTED_SETS = List.of("leases", "due", "rung", "processes");

  private record Question(String key, String wanted, CompletionStage<String> type) {}

  private KeyTypes() {}

  /** The first key of another type: what it is, what it should be, and what to do. */
  static Optional<String> conflict(Connection connection, String prefix, Duration patience) {
    var questions = new ArrayList<Question>();
    HASHES.forEach(name -> questions.add(ask(connection, prefix + name, "hash")));
    SORTED_SETS.forEach(name -> questions.add(ask(connection, prefix + name, "zset")));
    for (var each : questions) {
      var found = Answers.await(each.type(), patience);
      if (!found.equals(each.wanted()) && !found.equals(MISSING)) {
        return Optional.of(sentence(each, found));
      }
    }
    return Optional.empty();
  }

  private static Question ask(Connection connection, String key, String wanted) {
    var args = Connection.args().addKey(key.getBytes(UTF_8));
    var output = new StatusOutput<>(ByteArrayCodec.INSTANCE);
    return new Question(key, wanted, connection.ask(CommandType.TYPE, output, args));
  }

  private static String sentence(Question question, String found) {
    var key = InvalidInputException.escape(question.key());
    var is = "key %s is a %s that somebody else wrote; expected a %s";
    var fix = "; fix: DEL %s, or use another namespace";
    return (is + fix).formatted(key, InvalidInputException.escape(found), question.wanted(), key);
  }
}
