package dev.maos.testkit.history;

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
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link Step} as one line of text: its kind and its fields in order, with tabs between them. */
final class StepLine {
  private static final String TAB = "\t";

  private StepLine() {}

  static String write(Step step) {
    return switch (step) {
      case Invoked(var at, var key, var lane, var promise, var hash, var expires, var places) ->
          line("invoked", at, key, lane, promise, hash, expires, join(places));
      case Answered(var at, var key, var answer) -> line("answered", at, key, answer);
      case Begun(var at, var process, var key, var id, var queue, var attempt, var hash) ->
          line("begun", at, process, key, id, queue, attempt, hash);
      case Ended(var at, var process, var key, var queue, var attempt, var result) ->
          line("ended", at, process, key, queue, attempt, result);
      case Acknowledged(var at, var process, var key, var queue, var attempt, var reply) ->
          line("acknowledged", at, process, key, queue, attempt, reply);
      case Buried(var at, var key, var queue, var reason, var attempts) ->
          line("buried", at, key, queue, reason, attempts);
      case Measured(var at, var queue, var depth) -> line("measured", at, queue, depth);
      case Left(var at, var queue, var depth) -> line("left", at, queue, depth);
      case Disturbed(var at, var until, var process) -> line("disturbed", at, until, process);
    };
  }

  static Step read(String line) {
    var fields = List.of(line.split(TAB, -1)).iterator();
    var kind = fields.next();
    long at = Long.parseLong(fields.next());
    return switch (kind) {
      case "invoked" -> invoked(at, fields);
      case "answered" -> new Answered(at, key(fields), Answer.valueOf(fields.next()));
      case "begun" -> begun(at, fields);
      case "ended" -> ended(at, fields);
      case "acknowledged" -> acknowledged(at, fields);
      case "buried" -> buried(at, fields);
      case "measured" -> new Measured(at, queue(fields), number(fields));
      case "left" -> new Left(at, queue(fields), number(fields));
      case "disturbed" -> new Disturbed(at, Long.parseLong(fields.next()), fields.next());
      default -> throw new IllegalArgumentException("no such kind of step: " + line);
    };
  }

  private static Invoked invoked(long at, Iterator<String> fields) {
    return new Invoked(
        at,
        key(fields),
        Priority.of(fields.next()),
        Guarantee.valueOf(fields.next()),
        Long.parseLong(fields.next()),
        Long.parseLong(fields.next()),
        split(fields.next()));
  }

  private static Begun begun(long at, Iterator<String> fields) {
    return new Begun(
        at,
        fields.next(),
        key(fields),
        MessageId.parse(fields.next()),
        queue(fields),
        number(fields),
        Long.parseLong(fields.next()));
  }

  private static Ended ended(long at, Iterator<String> fields) {
    return new Ended(
        at,
        fields.next(),
        key(fields),
        queue(fields),
        number(fields),
        Result.valueOf(fields.next()));
  }

  private static Acknowledged acknowledged(long at, Iterator<String> fields) {
    return new Acknowledged(
        at,
        fields.next(),
        key(fields),
        queue(fields),
        number(fields),
        Reply.valueOf(fields.next()));
  }

  private static Buried buried(long at, Iterator<String> fields) {
    return new Buried(
        at, key(fields), queue(fields), Reason.valueOf(fields.next()), number(fields));
  }

  private static String line(Object... fields) {
    return Stream.of(fields).map(Object::toString).collect(Collectors.joining(TAB));
  }

  // No queue name contains a space.
  private static String join(List<QueueName> queues) {
    return queues.stream().map(QueueName::toString).collect(Collectors.joining(" "));
  }

  private static List<QueueName> split(String queues) {
    return queues.isEmpty()
        ? List.of()
        : Stream.of(queues.split(" ", -1)).map(QueueName::parse).toList();
  }

  private static Key key(Iterator<String> fields) {
    return Key.parse(fields.next());
  }

  private static QueueName queue(Iterator<String> fields) {
    return QueueName.parse(fields.next());
  }

  private static int number(Iterator<String> fields) {
    return Integer.parseInt(fields.next());
  }
}
