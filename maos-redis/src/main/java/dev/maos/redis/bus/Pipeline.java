package dev.maos.redis.bus;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.message.TransportException;
import dev.maos.redis.link.LinkException;
import dev.maos.redis.link.LinkException.Effect;
import dev.maos.redis.link.LuaFunction;
import dev.maos.redis.link.ScriptLine;
import dev.maos.resilience.Setback;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of operations to the server: what waits goes out together as one numbered command, a few
 * commands are under way at a time, and each takes effect exactly once.
 *
 * <p>When an answer is lost, the command is sent again with its number and its very bytes, before
 * anything that came later; the server tells what it answered the first time. Where commands have
 * to get other numbers, a new generation begins, so that a late copy of an old command is refused.
 * A batch is whatever waits: at a low rate one operation, sent at once. Thread-safe.
 *
 * <pre>
 *   waiting --> [command n] --> under way --> answered
 *                    ^              |
 *                    +-- unresolved <  connection lost, server not ready
 * </pre>
 */
final class Pipeline {
  /** How many commands are under way at most; far fewer than the answers that the server keeps. */
  private static final int MAX_UNDER_WAY = 3;

  /**
   * What is worth another command of publishing while one is under way, in operations or in bytes.
   * Less than that waits for an answer, and goes with what has come meanwhile: a step of the server
   * costs much the same however little it carries.
   */
  private static final int WORTH_ANOTHER = 32;

  private static final int BYTES_WORTH_ANOTHER = 16 << 10;

  /** How many operations a command carries at most. */
  private static final int MAX_OPERATIONS = 2_048;

  /** How many bytes a command carries, unless one operation alone is larger. */
  private static final int MAX_BYTES = 1 << 20;

  /** How many operations may wait; further ones are refused. */
  private static final int MAX_WAITING = 20_000;

  /** In place of readers' numbers: whoever reads here is to look for himself. */
  static final long EVERYBODY_RINGS = -1;

  private static final long[] EVERYBODY = {EVERYBODY_RINGS};

  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  private final ScriptLine line;
  private final LuaFunction function;
  private final Session session;
  private final Consumer<long[]> rings;
  private final LongConsumer forgotten;
  private final FrameNumbers numbers;
  private final Companions companions;
  private final Outbox recent;

  private final ArrayDeque<Operation<?>> waiting = new ArrayDeque<>();
  private final ArrayDeque<Command> unresolved = new ArrayDeque<>();
  private final ArrayDeque<Command> underWay = new ArrayDeque<>();

  /** Chosen and numbered, not yet sent; one thread at a time sends, which keeps their order. */
  private final ArrayDeque<Command> outbox = new ArrayDeque<>();

  private final Object sending = new Object();
  private long commands;
  private long lastNumber;
  private long answeredNumber;
  private volatile long answers;
  private long refusedFrom = Long.MAX_VALUE;
  private int generation = 1;
  private boolean renumber;
  private boolean troubled;
  private final Setback setback;
  private @Nullable RuntimeException closed;

  Pipeline(
      ScriptLine line,
      LuaFunction function,
      Session session,
      TimeSource time,
      Consumer<long[]> rings,
      LongConsumer forgotten,
      FrameNumbers numbers,
      Companions companions) {
    this.line = line;
    this.function = function;
    this.session = session;
    this.setback = new Setback(FIRST_PAUSE, LONGEST_PAUSE, time);
    this.rings = rings;
    this.forgotten = forgotten;
    this.numbers = numbers;
    this.companions = companions;
    this.recent = new Outbox(numbers);
  }

  /** What goes along with operations, behind them in the same command. */
  interface Companions {
    /** Nothing goes along. */
    Companions NONE = operations -> List.of();

    /** Asked under the pipeline's lock, each time a command is made. */
    List<Operation<?>> of(List<Operation<?>> operations);
  }

  /** Hands an operation over; its result tells what became of it. */
  <O extends Operation<?>> O submit(O operation) {
    synchronized (this) {
      if (closed != null) {
        operation.failed(closed);
        return operation;
      }
      if (waiting.size() >= MAX_WAITING) {
        operation.failed(
            TransportException.unavailable(MAX_WAITING + " operations are waiting for Redis"));
        return operation;
      }
      waiting.add(operation);
      chooseNext();
    }
    send();
    return operation;
  }

  private void submitAlone(PublishOperation operation) {
    operation.goAlone();
    var _ = submit(operation);
  }

  /** How many commands were answered: as long as it grows, whoever waits is only not yet next. */
  long answers() {
    return answers;
  }

  /**
   * Gives up an operation that has not been sent, and what must not overtake it; false if it is on
   * its way already.
   */
  boolean withdraw(Operation<?> operation) {
    synchronized (this) {
      if (!waiting.remove(operation)) {
        return false;
      }
    }
    // Whoever else waits for its answer has to hear that there will be none.
    operation.failed(TransportException.unavailable("given up before it was sent"));
    dropBehind(operation);
    return true;
  }

  /** What waits behind a batch that takes no effect, in the same feed, takes none either. */
  private void dropBehind(Operation<?> refused) {
    if (!(refused instanceof PublishOperation batch)) {
      return;
    }
    batch.refuseTurn();
    var behind = new ArrayList<PublishOperation>();
    synchronized (this) {
      for (var operation : waiting) {
        if (operation instanceof PublishOperation other && other.isOfTurnOf(batch)) {
          behind.add(other);
        }
      }
      waiting.removeAll(behind);
    }
    behind.forEach(operation -> operation.failed(new BehindException()));
  }

  /** Fails whatever is not answered. What was sent may take effect all the same. */
  void close() {
    List<Operation<?>> left = new ArrayList<>();
    synchronized (this) {
      if (closed != null) {
        return;
      }
      closed = TransportException.unavailable("the connection to Redis was closed");
      left.addAll(waiting);
      underWay.forEach(command -> left.addAll(command.operations()));
      unresolved.forEach(command -> left.addAll(command.operations()));
      waiting.clear();
      unresolved.clear();
    }
    left.forEach(operation ->
        operation.failed(TransportException.outcomeUnknown("the connection to Redis was closed")));
  }

  /** Decides under the lock what goes next; it is sent outside of it, in this order. */
  private void chooseNext() {
    while (!troubled
        && closed == null
        && underWay.size() < MAX_UNDER_WAY
        && (underWay.isEmpty() || isWorthAnother())
        && !(waiting.isEmpty() && unresolved.isEmpty())
        && mayGo()) {
      var command =
          unresolved.isEmpty()
              ? new Command(++commands, nextOperations(), numbers, this::submitAlone)
              : unresolved.poll();
      if (command.number == 0 && session.isNumbered()) {
        command.number = ++lastNumber;
      }
      underWay.add(command);
      outbox.add(command);
    }
  }

  private boolean isWorthAnother() {
    if (!session.keepsOutbox() || !unresolved.isEmpty() || waiting.size() >= WORTH_ANOTHER) {
      return true;
    }
    int bytes = 0;
    for (var operation : waiting) {
      bytes += operation.weight();
    }
    return bytes >= BYTES_WORTH_ANOTHER;
  }

  /** Before numbers begin anew, what was sent under the old ones must be answered under them. */
  private boolean mayGo() {
    return !renumber || (!unresolved.isEmpty() && isEarlier(unresolved.element(), refusedFrom));
  }

  private List<Operation<?>> nextOperations() {
    var operations = new ArrayList<Operation<?>>();
    int bytes = 0;
    while (!waiting.isEmpty() && operations.size() < MAX_OPERATIONS) {
      bytes += waiting.peek().weight();
      if (bytes > MAX_BYTES && !operations.isEmpty()) {
        break;
      }
      operations.add(waiting.poll());
    }
    operations.addAll(companions.of(operations));
    return operations;
  }

  private void send() {
    synchronized (sending) {
      for (var command = nextOut(); command != null; command = nextOut()) {
        var sent = command;
        if (!command.cargo().frames().isEmpty()) {
          line.write(session.largeFrames(), command.cargo().frames());
        }
        line.run(function, session.keys(), session.arguments(command, generation))
            .whenComplete((reply, error) -> answered(sent, reply, error));
      }
    }
  }

  private synchronized @Nullable Command nextOut() {
    return outbox.poll();
  }

  private void answered(Command command, @Nullable List<Object> reply, @Nullable Throwable error) {
    if (reply == null) {
      lost(command, error);
      return;
    }
    var answer = new Answer(reply);
    if (!answer.took()) {
      outOfTurn(command, answer);
      return;
    }
    var tellings = command.answered(answer);
    rings.accept(answer.isRepeated() ? EVERYBODY : answer.rings());
    synchronized (this) {
      answers++;
      setback.over();
      answeredNumber = Math.max(answeredNumber, command.number);
      if (session.keepsOutbox()) {
        recent.add(command);
      }
    }
    over(command);
    tellings.forEach(Runnable::run);
  }

  private void outOfTurn(Command command, Answer answer) {
    if (answer.status().equals("missing") && session.isNumbered()) {
      again(command, false);
    } else if (answer.status().equals("missing")) {
      command.failed(TransportException.unavailable("Redis did not keep what was sent ahead"));
      over(command);
    } else if (answer.status().equals("gap")) {
      noteForgotten(answer.lastNumber());
      again(command, false);
    } else {
      command.failed(TransportException.outcomeUnknown("Redis has forgotten what it answered"));
      over(command);
    }
  }

  /** A server that knows less than it answered has lost its memory: it goes on from there. */
  private void noteForgotten(long known) {
    long missing;
    synchronized (this) {
      missing = answeredNumber - known;
      if (missing > 0) {
        renumber(known + 1);
        answeredNumber = known;
        unresolved.addAll(recent.takeLost(known));
      }
    }
    if (missing > 0) {
      forgotten.accept(missing);
    }
  }

  private void lost(Command command, @Nullable Throwable error) {
    var failure = LinkException.of(error);
    if (!session.isNumbered()) {
      command.failed(
          switch (failure.effect()) {
            case REFUSED -> meaning(failure);
            case NOT_NOW -> TransportException.unavailable(String.valueOf(failure.getMessage()));
            case UNKNOWN -> TransportException.outcomeUnknown(String.valueOf(failure.getMessage()));
          });
      over(command);
    } else if (failure.effect() == Effect.REFUSED) {
      refused(command, failure);
    } else {
      again(command, false);
    }
  }

  /** The server will not do this command: if it carries several operations, one is to blame. */
  private void refused(Command command, LinkException refusal) {
    if (command.operations().size() > 1) {
      again(command, true);
      return;
    }
    command.failed(meaning(refusal));
    command.operations().forEach(this::dropBehind);
    synchronized (this) {
      renumber(command.number);
    }
    over(command);
  }

  /** A full server is one that cannot be reached for now: publishing is tried again. */
  static MaosException meaning(LinkException refusal) {
    return refusal.code() == ErrorCode.TRANSPORT_UNAVAILABLE
        ? TransportException.unavailable(String.valueOf(refusal.getMessage()))
        : refusal;
  }

  private void over(Command command) {
    synchronized (this) {
      underWay.remove(command);
      troubled |= renumber;
      if (troubled) {
        pauseWhenAllIsBack();
      } else {
        chooseNext();
      }
    }
    send();
  }

  /** Keeps a command to be sent again when everything that is under way has been answered. */
  private synchronized void again(Command command, boolean split) {
    underWay.remove(command);
    if (closed != null) {
      return;
    }
    troubled = true;
    if (split) {
      renumber(command.number);
    }
    unresolved.addAll(split ? command.split() : List.of(command));
    pauseWhenAllIsBack();
  }

  /** In trouble nothing new is sent; when all is back, what is unresolved goes first, in order. */
  private void pauseWhenAllIsBack() {
    if (!underWay.isEmpty()) {
      return;
    }
    var ordered = new ArrayList<>(unresolved);
    ordered.sort(Comparator.comparingLong(Command::order));
    unresolved.clear();
    unresolved.addAll(ordered);
    if (renumber && !holdsEarlierThan(refusedFrom)) {
      // The numbers go on, or a server that has lost some of them would not notice it.
      lastNumber = refusedFrom - 1;
      renumber = false;
      refusedFrom = Long.MAX_VALUE;
      generation++;
      var left = unresolved.stream().flatMap(command -> command.remaining().stream()).toList();
      unresolved.clear();
      unresolved.addAll(left);
      left.forEach(command -> command.number = 0);
    }
    setback.again(this::resume);
  }

  /**
   * From the first number that was refused or lost on all get others; what came before does not.
   */
  private void renumber(long refused) {
    renumber = true;
    refusedFrom = Math.min(refusedFrom, refused);
  }

  private boolean holdsEarlierThan(long number) {
    return unresolved.stream().anyMatch(command -> isEarlier(command, number));
  }

  private static boolean isEarlier(Command command, long number) {
    return command.number > 0 && command.number < number;
  }

  private void resume() {
    synchronized (this) {
      troubled = false;
      chooseNext();
    }
    send();
  }
}
