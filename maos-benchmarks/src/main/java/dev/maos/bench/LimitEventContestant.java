package dev.maos.bench;

import dev.maos.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the bare JDK does with the same events: a map from topics to those who listen, who are
 * called by whoever tells; where they are isolated, by one thread behind a ring, which is not
 * isolation but the least that another thread can cost. Nothing is checked, counted or bounded for
 * a listener, and none may fail.
 */
public final class LimitEventContestant implements EventContestant {
  @Override
  public String system() {
    return "limit";
  }

  @Override
  public boolean plays(EventScenario scenario) {
    return scenario.isDispatch();
  }

  @Override
  public EventRun open(EventScenario scenario, Listeners listeners) {
    var audience = Audience.of(scenario, listeners);
    var calling = new Calling(audience);
    return scenario == EventScenario.ISOLATED_100_OF_WHICH_10
        ? new Ring(audience, calling)
        : calling;
  }

  /** Calls those who listen on the topic. */
  private static final class Calling implements EventRun {
    private final Audience audience;
    private final Map<String, List<Consumer<Event>>> byTopic = new HashMap<>();

    Calling(Audience audience) {
      this.audience = audience;
      for (var member : audience.members()) {
        int number = member.number();
        byTopic
            .computeIfAbsent(member.topic(), key -> new ArrayList<>(1))
            .add(event -> audience.hear(number, event));
      }
    }

    void bring(Event event) {
      for (var listener : byTopic.getOrDefault(event.topic().value(), List.of())) {
        listener.accept(event);
      }
    }

    @Override
    public int tell(long first) {
      bring(audience.next(first));
      return 1;
    }

    @Override
    public void close() {}
  }

  /** The same behind a ring. */
  private static final class Ring implements EventRun {
    private static final int CAPACITY = 8_192;

    private final Audience audience;
    private final Calling calling;
    private final SpscRing<Event> ring = new SpscRing<>(CAPACITY);
    private final Thread consumer;

    Ring(Audience audience, Calling calling) {
      this.audience = audience;
      this.calling = calling;
      this.consumer = Thread.ofPlatform().daemon().name("bench-ring").start(this::consume);
    }

    private void consume() {
      for (var event = ring.take(); event.isPresent(); event = ring.take()) {
        calling.bring(event.get());
      }
    }

    @Override
    public int tell(long first) {
      ring.put(audience.next(first));
      return 1;
    }

    @Override
    public void close() {
      consumer.interrupt();
    }
  }
}
