package dev.maos.consensus.byzantine;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Duration;

/**
 * How a {@link Councillor} waits, and how much it holds. Immutable.
 *
 * @param firstRound how long the first round may take, 10 ms to 1 minute; each round after it may
 *     take twice as long as the one before
 * @param longestRound how long a round may take at most, from {@code firstRound} up to 10 minutes.
 *     Agreement ends once letters take less than about a fifth of this
 * @param grace how long a leader waits for missing ballots, 1 ms to 1 minute
 * @param maxAgendas how many agreements may be open at once, 1 to 10,000; as many that have ended
 *     are kept for members that come late
 */
public record CouncillorOptions(
    Duration firstRound, Duration longestRound, Duration grace, int maxAgendas) {
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST_AGENDAS = 10_000;

  /** Checks the ranges. */
  public CouncillorOptions {
    check("firstRound", firstRound, SHORTEST, MINUTE);
    check("longestRound", longestRound, firstRound, LONGEST);
    check("grace", grace, Duration.ofMillis(1), MINUTE);
    if (maxAgendas < 1 || maxAgendas > MOST_AGENDAS) {
      throw invalid("maxAgendas", Integer.toString(maxAgendas), "1 to " + MOST_AGENDAS);
    }
  }

  /** Rounds of 250 ms to 4 s, a grace of 50 ms, 1,000 agendas. */
  public static CouncillorOptions defaults() {
    return new CouncillorOptions(
        Duration.ofMillis(250), Duration.ofSeconds(4), Duration.ofMillis(50), 1_000);
  }

  /** With rounds of this length at first. */
  public CouncillorOptions firstRound(Duration length) {
    return new CouncillorOptions(length, longestRound, grace, maxAgendas);
  }

  /** With rounds of this length at most. */
  public CouncillorOptions longestRound(Duration length) {
    return new CouncillorOptions(firstRound, length, grace, maxAgendas);
  }

  /** With this patience of a leader. */
  public CouncillorOptions grace(Duration length) {
    return new CouncillorOptions(firstRound, longestRound, length, maxAgendas);
  }

  /** With room for so many open agreements. */
  public CouncillorOptions maxAgendas(int most) {
    return new CouncillorOptions(firstRound, longestRound, grace, most);
  }

  /** How long to wait for an alarm of a seat. */
  Duration wait(Event.Alarm alarm, int number) {
    return alarm == Event.Alarm.GRACE ? grace : doubled(number);
  }

  // Without the cap, a committee that was apart for an hour would wait for another one.
  private Duration doubled(int times) {
    var length = firstRound;
    for (int i = 0; i < times && length.compareTo(longestRound) < 0; i++) {
      length = length.multipliedBy(2);
    }
    return length.compareTo(longestRound) < 0 ? length : longestRound;
  }

  private static void check(String field, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw invalid(field, value.toString(), least + " to " + most);
    }
  }

  private static InvalidInputException invalid(String field, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_SETTING, field, value, allowed);
  }
}
