package dev.maos.testkit.history;

import dev.maos.base.AgentId;
import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.Guarantee;
import dev.maos.message.MessageId;
import dev.maos.message.Priority;
import dev.maos.message.QueueName;
import dev.maos.testkit.history.Step.Acknowledged;
import dev.maos.testkit.history.Step.Answer;
import dev.maos.testkit.history.Step.Answered;
import dev.maos.testkit.history.Step.Begun;
import dev.maos.testkit.history.Step.Buried;
import dev.maos.testkit.history.Step.Disturbed;
import dev.maos.testkit.history.Step.Ended;
import dev.maos.testkit.history.Step.Invoked;
import dev.maos.testkit.history.Step.Left;
import dev.maos.testkit.history.Step.Measured;
import dev.maos.testkit.history.Step.Reply;
import dev.maos.testkit.history.Step.Result;
import java.util.ArrayList;
import java.util.List;

/** A history told step by step; a millisecond passes with each. */
final class Story {
  static final AgentId ALICE = AgentId.of("alice");
  static final QueueName INBOX = QueueName.inbox(AgentId.of("bob"));
  static final long DAY = 86_400_000_000L;
  private static final long MILLISECOND = 1_000;

  private final List<Step> steps = new ArrayList<>();
  private long now;

  AgentId sender = ALICE;
  Priority priority = Priority.NORMAL;
  Guarantee guarantee = Guarantee.AT_LEAST_ONCE;
  List<QueueName> places = List.of(INBOX);
  long lifeMicros = DAY;
  String process = "bob-1";

  private Key key(long number) {
    return new Key(sender, number);
  }

  static long hash(long number) {
    return number * 31;
  }

  Story accepted(long number) {
    return invoked(number).answered(number, Answer.ACCEPTED);
  }

  Story invoked(long number) {
    long at = tick();
    return add(
        new Invoked(at, key(number), priority, guarantee, hash(number), at + lifeMicros, places));
  }

  Story answered(long number, Answer answer) {
    return add(new Answered(tick(), key(number), answer));
  }

  /** Handled to the end. */
  Story done(long number, int attempt) {
    return begun(number, attempt).ended(number, attempt, Result.DONE);
  }

  Story failed(long number, int attempt) {
    return begun(number, attempt).ended(number, attempt, Result.FAILED);
  }

  Story begun(long number, int attempt) {
    return begun(number, attempt, INBOX, new MessageId(1, number), hash(number));
  }

  Story begun(long number, int attempt, QueueName queue, MessageId id, long hash) {
    return add(new Begun(tick(), process, key(number), id, queue, attempt, hash));
  }

  Story ended(long number, int attempt, Result result) {
    return add(new Ended(tick(), process, key(number), INBOX, attempt, result));
  }

  Story acknowledged(long number, int attempt, Reply reply) {
    return add(new Acknowledged(tick(), process, key(number), INBOX, attempt, reply));
  }

  Story buried(long number) {
    return buried(number, Reason.REJECTED);
  }

  Story buried(long number, Reason reason) {
    return add(new Buried(tick(), key(number), INBOX, reason, 5));
  }

  Story measured(int depth) {
    return add(new Measured(tick(), INBOX, depth));
  }

  Story left(int depth) {
    return add(new Left(tick(), INBOX, depth));
  }

  /** The process that handles was killed. */
  Story killed() {
    return add(new Disturbed(tick(), Long.MAX_VALUE, process));
  }

  /** The process that handles was stopped for so long. */
  Story stopped(long micros) {
    long from = tick();
    now += micros;
    return add(new Disturbed(from, now, process));
  }

  /** From now on another process handles. */
  Story by(String other) {
    process = other;
    return this;
  }

  Story later(long micros) {
    now += micros;
    return this;
  }

  Story promised(Guarantee promise) {
    guarantee = promise;
    return this;
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  Verdict judged() {
    return judged(Rules.defaults());
  }

  Verdict judged(Rules rules) {
    return new Judge(rules).judge(steps);
  }

  private long tick() {
    now += MILLISECOND;
    return now;
  }

  private Story add(Step step) {
    steps.add(step);
    return this;
  }
}
