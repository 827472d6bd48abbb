package dev.maos.security;

import dev.maos.backend.AccountCharge;
import dev.maos.backend.ChargeAnswer;
import dev.maos.backend.Note;
import dev.maos.backend.NotePage;
import dev.maos.backend.NumberRange;
import dev.maos.backend.SharedTables;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.memory.MemoryTables;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Tables that do not answer, or forget all, when a test says so. Thread-safe. */
final class ForgetfulTables implements SharedTables {
  private final TimeSource time;
  private final AtomicInteger uses = new AtomicInteger();
  private volatile SharedTables tables;
  private volatile boolean isFailing;

  ForgetfulTables(TimeSource time) {
    this.time = time;
    this.tables = new MemoryTables(time);
  }

  void fail() {
    isFailing = true;
  }

  void work() {
    isFailing = false;
  }

  /** Another life, in which nothing of the one before is known. */
  void forget() {
    tables = new MemoryTables(new Later(time));
  }

  /** How often numbers were used. */
  int uses() {
    return uses.get();
  }

  private SharedTables answering() {
    if (isFailing) {
      throw new MaosException(ErrorCode.TRANSPORT_UNAVAILABLE, "the test says so");
    }
    return tables;
  }

  @Override
  public ChargeAnswer charge(List<AccountCharge> charges) {
    return answering().charge(charges);
  }

  @Override
  public List<NumberRange> used(List<NumberRange> asked) {
    return answering().used(asked);
  }

  @Override
  public List<NumberRange> use(List<NumberRange> numbers, Duration keep) {
    var before = answering().use(numbers, keep);
    uses.incrementAndGet();
    return before;
  }

  @Override
  public boolean write(Note note) {
    return answering().write(note);
  }

  @Override
  public NotePage notes(long after) {
    return answering().notes(after);
  }

  @Override
  public Listening listen(Runnable bell) {
    return tables.listen(bell);
  }

  /** A moment later than the time of the life before, so that its epoch is another. */
  private record Later(TimeSource time) implements TimeSource {
    @Override
    public java.time.Instant now() {
      return time.now().plusMillis(1);
    }

    @Override
    public long nanos() {
      return time.nanos();
    }

    @Override
    public Alarm schedule(Duration delay, Runnable task) {
      return time.schedule(delay, task);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      time.sleep(duration);
    }
  }
}
