package dev.maos.testkit.history;

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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of all processes, in order for everybody who asks about a message or a process. */
final class Evidence {
  private record Call(String process, Place place, int attempt) {}

  // A process that was stopped may begin what it had claimed long before: the claims tell the
  // order.
  private static final Comparator<Handling> BY_CLAIM =
      Comparator.<Handling>comparingInt(call -> call.begun().attempt())
          .thenComparingLong(call -> call.begun().at());

  private final Map<Key, Invoked> invoked = new LinkedHashMap<>();
  private final Map<Key, Answer> answers = new HashMap<>();
  private final Map<Place, List<Handling>> handlings = new LinkedHashMap<>();
  private final Map<Place, List<Buried>> buried = new LinkedHashMap<>();
  private final List<Measured> measured = new ArrayList<>();
  private final Map<QueueName, Integer> left = new HashMap<>();
  private final Map<String, List<Disturbed>> disturbed = new HashMap<>();
  private final List<Begun> begun = new ArrayList<>();
  private long last;

  /**
   * Sorts the steps.
   *
   * @param steps of each process in the order in which it wrote them
   */
  Evidence(List<Step> steps) {
    var ends = new HashMap<Call, Ended>();
    var acknowledgements = new HashMap<Call, List<Acknowledged>>();
    for (var step : steps) {
      last = Math.max(last, step.at());
      switch (step) {
        case Invoked one -> invoked.putIfAbsent(one.key(), one);
        case Answered one -> answers.merge(one.key(), one.answer(), Evidence::surer);
        case Begun one -> begun.add(one);
        case Ended one -> ends.put(call(one.process(), one.key(), one.queue(), one.attempt()), one);
        case Acknowledged one ->
            acknowledgements
                .computeIfAbsent(
                    call(one.process(), one.key(), one.queue(), one.attempt()),
                    call -> new ArrayList<>())
                .add(one);
        case Buried one ->
            buried
                .computeIfAbsent(new Place(one.key(), one.queue()), place -> new ArrayList<>())
                .add(one);
        case Measured one -> measured.add(one);
        case Left one -> left.put(one.queue(), one.depth());
        case Disturbed one ->
            disturbed.computeIfAbsent(one.process(), process -> new ArrayList<>()).add(one);
      }
    }
    begun.forEach(one -> join(one, ends, acknowledgements));
    handlings.values().forEach(calls -> calls.sort(BY_CLAIM));
  }

  private void join(
      Begun one, Map<Call, Ended> ends, Map<Call, List<Acknowledged>> acknowledgements) {
    var place = new Place(one.key(), one.queue());
    var call = new Call(one.process(), place, one.attempt());
    var handling =
        new Handling(
            one,
            Optional.ofNullable(ends.get(call)),
            acknowledgements.getOrDefault(call, List.of()));
    handlings.computeIfAbsent(place, p -> new ArrayList<>()).add(handling);
  }

  private static Call call(String process, Key key, QueueName queue, int attempt) {
    return new Call(process, new Place(key, queue), attempt);
  }

  // A message may be published again after an unknown outcome; once accepted, it stays so.
  private static Answer surer(Answer one, Answer other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  Optional<Invoked> invoked(Key key) {
    return Optional.ofNullable(invoked.get(key));
  }

  Iterable<Invoked> published() {
    return invoked.values();
  }

  /** What the publisher was told; a publisher that died before it was told anything cannot know. */
  Answer answer(Key key) {
    return answers.getOrDefault(key, Answer.UNKNOWN);
  }

  /** All calls for each message in each queue, in the order of their claims. */
  Map<Place, List<Handling>> handlings() {
    return handlings;
  }

  List<Handling> handlings(Place place) {
    return handlings.getOrDefault(place, List.of());
  }

  /** The beginnings, those of one process in its order. */
  List<Begun> begun() {
    return begun;
  }

  /** The dead letters; an innocent history has one at most for each place. */
  Map<Place, List<Buried>> buried() {
    return buried;
  }

  boolean isBuried(Place place) {
    return buried.containsKey(place);
  }

  List<Measured> measured() {
    return measured;
  }

  int left(QueueName queue) {
    return left.getOrDefault(queue, 0);
  }

  /** When the last step was written. */
  long last() {
    return last;
  }

  /** When its process was stopped or cut off by somebody. */
  List<Disturbed> disturbances(String process) {
    return disturbed.getOrDefault(process, List.of());
  }
}
