package dev.maos.backend;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.time.Duration;
import java.util.List;

/**
 * What all processes of one backend know together, for whoever guards them: how much was taken from
 * an account, which numbers were used, and notes that everybody reads.
 *
 * <p>Each call is one step: it happens as a whole or not at all, and after those that were answered
 * before it. Time is that of the backend and never goes back, so the clocks of the processes do not
 * matter. What the tables say is as trustworthy as the backend: whoever has access to it can write
 * there, so a reader has to look for itself whose word it takes.
 *
 * <p>Methods may wait for the backend, and fail with the codes of its transport if it does not
 * answer. Thread-safe.
 */
public interface SharedTables {
  /** How many accounts there may be that owe something. */
  int MAX_ACCOUNTS = 100_000;

  /** How many ranges of used numbers there may be in one series. */
  int MAX_RANGES_OF_SERIES = 50_000;

  /** How many ranges of used numbers there may be. */
  int MAX_RANGES = 500_000;

  /** How many notes there may be. */
  int MAX_NOTES = 50_000;

  /** How many bytes the values of all notes may have. */
  int MAX_NOTE_BYTES = 32 * 1024 * 1024;

  /**
   * Takes all of these charges or none.
   *
   * <p>The algorithm is GCRA (ITU-T I.371, Annex A): an account is the moment at which all that was
   * taken from it will have been earned. A charge that would put that moment further ahead than its
   * burst is not taken. If an answer was lost, the charges may have been taken twice.
   *
   * @param charges at most 64, each of another account
   */
  ChargeAnswer charge(List<AccountCharge> charges);

  /** Those of these numbers that were used, as ranges; nothing is changed. */
  List<NumberRange> used(List<NumberRange> asked);

  /**
   * Marks all of these numbers as used.
   *
   * @param numbers at most 1,024 ranges
   * @param keep how long they are remembered at least; what is in a series is kept as long as the
   *     latest of it
   * @return those that were used before, as ranges; a call that is repeated because its answer was
   *     lost gives what it gave the first time
   * @throws MaosException {@link ErrorCode#TOO_LARGE} if there is no room; nothing was marked then
   */
  List<NumberRange> use(List<NumberRange> numbers, Duration keep);

  /**
   * Writes a note in the place of one with the same key, unless that one has a higher rank, and
   * rings those who listen.
   *
   * @return whether it stands there now
   * @throws MaosException {@link ErrorCode#TOO_LARGE} if there is no room
   */
  boolean write(Note note);

  /**
   * The notes that were written after this position, in their order: each once, as it is now.
   *
   * @param after 0, or the position of what was read before
   */
  NotePage notes(long after);

  /**
   * Rings a bell after each note that was written. A bell may be missed while there is no
   * connection, so whoever needs to know looks now and then as well. It must not block.
   */
  Listening listen(Runnable bell);

  /** A bell that is rung until this is closed. */
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }
}
