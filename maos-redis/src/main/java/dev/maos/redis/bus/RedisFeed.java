package dev.maos.redis.bus;

import dev.maos.message.Envelope;
import dev.maos.message.Feed;
import dev.maos.message.Receipt;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A publisher's batches on their way to Redis, a few at a time.
 *
 * <p>They travel in one pipeline, which keeps their order. A batch with others ahead of it is
 * stored only if none of its turn was refused: the server looks at the slot of the feed.
 */
final class RedisFeed implements Feed {
  /** As many as there are commands under way at most. */
  private static final int MOST_UNDER_WAY = 3;

  private final Posting posting;
  private final Turns turns;
  private final Conflicts conflicts;
  private Turn turn;
  private @Nullable OnItsWay last;

  RedisFeed(Posting posting, Turns turns, Conflicts conflicts, Turn first) {
    this.posting = posting;
    this.turns = turns;
    this.conflicts = conflicts;
    this.turn = first;
  }

  @Override
  public int mostUnderWay() {
    return MOST_UNDER_WAY;
  }

  @Override
  public Sending send(List<Envelope> batch) {
    var before = last;
    // What is not accepted by now may be refused at any moment, so the server has to look.
    boolean isBehind = before != null && !before.isAccepted();
    if (before != null && before.hasFailed()) {
      turn.refuse();
    }
    if (turn.isRefused()) {
      return new Answered(Optional::empty);
    }
    if (Calling.takes(batch)) {
      return callOut(batch, before);
    }
    if (!posting.isOrdinary(batch)) {
      return sendAside(batch, before);
    }
    var sent = new OnItsWay(batch, posting.begin(batch, new FeedPlace(turn, isBehind)));
    last = sent;
    return sent;
  }

  /** It goes out on channels; behind it comes what is refused for reasons of its own only. */
  private Sending callOut(List<Envelope> batch, @Nullable OnItsWay before) {
    return areStored(before)
        ? new OnAir(batch, posting.call(batch))
        : new Answered(Optional::empty);
  }

  /** Waits for those before what goes another way, where it could overtake them. */
  private boolean areStored(@Nullable OnItsWay before) {
    last = null;
    if (before != null && !before.isAccepted() && !before.isStored()) {
      turn.refuse();
      return false;
    }
    return true;
  }

  /** It goes another way. */
  private Sending sendAside(List<Envelope> batch, @Nullable OnItsWay before) {
    if (!areStored(before)) {
      return new Answered(Optional::empty);
    }
    try {
      var receipts = conflicts.named(() -> posting.send(batch));
      return new Answered(() -> Optional.of(receipts));
    } catch (RuntimeException refusal) {
      turn.refuse();
      return new Answered(() -> {
        throw refusal;
      });
    }
  }

  @Override
  public void resume() {
    if (turn.isRefused()) {
      turn = turns.after(turn);
    }
    last = null;
  }

  @Override
  public void close() {
    turns.giveBack(turn);
  }

  private record Answered(Supplier<Optional<List<Receipt>>> answer) implements Sending {
    @Override
    public boolean isAnswered() {
      return true;
    }

    @Override
    public Optional<List<Receipt>> receipts() {
      return answer.get();
    }
  }

  private final class OnAir implements Sending {
    private final List<Envelope> batch;
    private final Called called;

    private OnAir(List<Envelope> batch, Called called) {
      this.batch = batch;
      this.called = called;
    }

    @Override
    public boolean isAnswered() {
      return called.isDone();
    }

    @Override
    public Optional<List<Receipt>> receipts() {
      return Optional.of(conflicts.named(() -> posting.finish(batch, called)));
    }
  }

  private final class OnItsWay implements Sending {
    private final List<Envelope> batch;
    private final PublishOperation operation;

    private OnItsWay(List<Envelope> batch, PublishOperation operation) {
      this.batch = batch;
      this.operation = operation;
    }

    @Override
    public boolean isAnswered() {
      return operation.result().isDone();
    }

    boolean isAccepted() {
      return isAnswered() && !hasFailed();
    }

    boolean hasFailed() {
      return operation.result().isCompletedExceptionally();
    }

    /** Waits until it is known whether it was stored. */
    boolean isStored() {
      return posting.isStored(operation);
    }

    @Override
    public Optional<List<Receipt>> receipts() {
      try {
        return Optional.of(conflicts.named(() -> posting.finish(batch, operation)));
      } catch (BehindException refusedBefore) {
        return Optional.empty();
      }
    }
  }
}
