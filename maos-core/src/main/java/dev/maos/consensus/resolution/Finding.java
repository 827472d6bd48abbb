package dev.maos.consensus.resolution;

import dev.maos.consensus.Contest;
import dev.maos.consensus.Electorate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How far one protocol has come. */
sealed interface Finding {
  /** It resolved the conflict. */
  record Resolved(Settlement settlement, Instant at, String why) implements Finding {}

  /** It cannot. */
  record Passed(Instant at, String why) implements Finding {}

  /** It depends on answers that are not there yet. */
  record Asks(List<Question> questions) implements Finding {}

  /** It depends on a vote that was not held yet. */
  record Polls(int step, Contest contest, Electorate electorate, Duration open, String description)
      implements Finding {}
}
