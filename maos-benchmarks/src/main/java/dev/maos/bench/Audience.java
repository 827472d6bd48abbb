package dev.maos.bench;

import dev.maos.event.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Those who listen in a scenario, the events that they are told, and what each has to hear. All
 * systems of a race have the same one. One thread tells.
 */
public final class Audience {
  private static final String HEARD = "bench.heard";

  /**
   * One who listens on a topic.
   *
   * @param number by which what he hears is counted; bystanders, who hear nothing, have none
   */
  public record Member(String topic, int number) {
    private static final int NONE = -1;

    /** Whether the event is for him. */
    public boolean wants(Event event) {
      return topic.equals(event.topic().value());
    }
  }

  /** Makes or finds the event of a number. */
  private interface Source {
    Event event(long number);
  }

  private final Listeners listeners;
  private final List<Member> members;
  private final Source source;
  private final boolean takesTurns;
  private long telling;

  private Audience(Listeners listeners, List<Member> members, Source source, boolean takesTurns) {
    this.listeners = listeners;
    this.members = List.copyOf(members);
    this.source = source;
    this.takesTurns = takesTurns;
  }

  /** The audience of a scenario in which events are brought to listeners. */
  public static Audience of(EventScenario scenario, Listeners listeners) {
    return scenario == EventScenario.INDEX_10000
        ? inTurns(scenario.listeners(), listeners)
        : together(scenario, listeners);
  }

  /** All hear the same events, each made when it is told; bystanders want others. */
  private static Audience together(EventScenario scenario, Listeners listeners) {
    var members = new ArrayList<Member>();
    for (int i = 0; i < scenario.listeners(); i++) {
      members.add(new Member(HEARD, i));
    }
    for (int i = 0; i < scenario.bystanders(); i++) {
      members.add(new Member("bench.other-" + i, Member.NONE));
    }
    var draft = SampleEvents.on(HEARD);
    return new Audience(listeners, members, number -> SampleEvents.numbered(draft, number), false);
  }

  /**
   * Each has a topic of his own, and whose turn it is follows no order in which they came, so that
   * nobody can guess who is next. The events are made once, and told again and again.
   */
  private static Audience inTurns(int count, Listeners listeners) {
    var turns = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(turns, new SplittableRandom(1));
    var members = new ArrayList<Member>();
    var events = new Event[count];
    for (int i = 0; i < count; i++) {
      int turn = turns.get(i);
      members.add(new Member("bench.turn-" + i, turn));
      events[turn] = SampleEvents.numbered(SampleEvents.on("bench.turn-" + i), turn);
    }
    return new Audience(listeners, members, number -> events[(int) (number % count)], true);
  }

  /** In the order in which they subscribe. */
  public List<Member> members() {
    return members;
  }

  /** The event of this number, which is told next. */
  public Event next(long number) {
    telling = number;
    return source.event(number);
  }

  /** The member of this number hears an event; where they take turns, on the telling thread. */
  public void hear(int member, Event event) {
    // An event that is told again and again does not know how often it was.
    listeners.hear(member, takesTurns ? telling : SampleEvents.number(event));
  }

  /**
   * Waits until everybody is at most so many events behind: for systems that do not make those wait
   * who tell too much.
   */
  public void keepUp(long told, int behind) {
    listeners.await(Math.max(0, told - behind));
  }
}
