package dev.maos.memory;

import dev.maos.backend.AccountCharge;
import dev.maos.backend.ChargeAnswer;
import dev.maos.backend.Note;
import dev.maos.backend.NotePage;
import dev.maos.backend.NumberRange;
import dev.maos.backend.SharedTables;
import dev.maos.base.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The shared tables of one process. Bells ring on the thread that writes. Thread-safe. */
public final class MemoryTables implements SharedTables {
  private final SteadyClock clock;
  private final AccountTable accounts;
  private final NumberTable numbers;
  private final NoteTable notes;
  private final List<Runnable> bells = new CopyOnWriteArrayList<>();

  /** Empty ones. */
  public MemoryTables(TimeSource time) {
    this.clock = new SteadyClock(time);
    this.accounts = new AccountTable(time, MAX_ACCOUNTS);
    this.numbers = new NumberTable(MAX_RANGES_OF_SERIES, MAX_RANGES);
    this.notes = new NoteTable(clock.micros());
  }

  @Override
  public ChargeAnswer charge(List<AccountCharge> charges) {
    AccountCharge.requireDistinct(charges);
    return accounts.charge(charges);
  }

  @Override
  public List<NumberRange> used(List<NumberRange> asked) {
    return numbers.used(asked, clock.micros());
  }

  @Override
  public List<NumberRange> use(List<NumberRange> fresh, Duration keep) {
    return numbers.use(fresh, keep, clock.micros());
  }

  @Override
  public boolean write(Note note) {
    boolean isWritten = notes.write(note, clock.micros());
    // No lock is held while others are rung.
    bells.forEach(Runnable::run);
    return isWritten;
  }

  @Override
  public NotePage notes(long after) {
    return notes.after(after);
  }

  @Override
  public Listening listen(Runnable bell) {
    // A bell of its own, so that the same one may be rung for several listeners.
    Runnable listener = () -> bell.run();
    bells.add(listener);
    return () -> bells.remove(listener);
  }
}
