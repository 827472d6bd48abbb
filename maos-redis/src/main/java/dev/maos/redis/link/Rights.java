package dev.maos.redis.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.maos.base.ErrorCode;
import io.lettuce.core.RedisException;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What a user may not do. It is tried, since few may ask. */
final class Rights {
  private Rights() {}

  /** What is missing of the rights to run and to load functions. */
  static Set<Right> missingOfFunctions(RedisUri uri, Connection connection) {
    return missing(uri, connection, Trial.ofFunctions());
  }

  /** What is missing of all rights that we need. */
  static Set<Right> missing(RedisUri uri, Wiring wiring, Connection connection) {
    var missing = missing(uri, connection, Trial.all(uri));
    missingToHear(uri, wiring).ifPresent(missing::add);
    return missing;
  }

  private static Set<Right> missing(RedisUri uri, Connection connection, List<Trial> trials) {
    // All are sent before the first is waited for: a server that does not answer costs one timeout.
    var answers = trials.stream().map(trial -> trial.run(connection, uri)).toList();
    var missing = EnumSet.noneOf(Right.class);
    for (int i = 0; i < trials.size(); i++) {
      var answer = answers.get(i);
      missing(trials.get(i).right(), () -> Answers.await(answer, uri.timeout()))
          .ifPresent(missing::add);
    }
    return missing;
  }

  private static Optional<Right> missingToHear(RedisUri uri, Wiring wiring) {
    var channels = List.of(Trial.name(uri).getBytes(UTF_8));
    try {
      var subscriber = wiring.listen(new Ear());
      return missing(
          Right.PUBSUB, () -> Answers.insist(() -> subscriber.subscribe(channels), uri.timeout()));
    } catch (RedisException e) {
      throw Failure.opening(uri, e);
    }
  }

  // Only who has the right hears what else is wrong with a command.
  private static Optional<Right> missing(Right right, Supplier<?> answer) {
    try {
      var _ = answer.get();
      return Optional.empty();
    } catch (LinkException e) {
      return e.code() == ErrorCode.REDIS_NOPERM
          ? Optional.of(right.missing(Objects.requireNonNullElse(e.getMessage(), "")))
          : Optional.empty();
    }
  }
}
