package dev.maos.bench.peers;

import com.google.common.eventbus.EventBus;
import com.google.common.eventbus.Subscribe;
import dev.maos.bench.Audience;
import dev.maos.bench.EventContestant;
import dev.maos.bench.EventRun;
import dev.maos.bench.EventScenario;
import dev.maos.bench.Listeners;
import dev.maos.event.Event;

/** The event bus of Guava: {@code post} calls all subscribers, each of which filters. */
final class GuavaEvents implements EventContestant {
  @Override
  public String system() {
    return "guava";
  }

  @Override
  public boolean plays(EventScenario scenario) {
    return scenario == EventScenario.INLINE_100_OF_WHICH_10;
  }

  @Override
  public EventRun open(EventScenario scenario, Listeners listeners) {
    var audience = Audience.of(scenario, listeners);
    var bus = new EventBus();
    audience.members().forEach(member -> bus.register(new Subscriber(audience, member)));
    return new PeerRun(audience, bus::post);
  }

  /** One who listens; public, as the bus calls it by reflection. */
  public static final class Subscriber {
    private final Audience audience;
    private final Audience.Member member;

    Subscriber(Audience audience, Audience.Member member) {
      this.audience = audience;
      this.member = member;
    }

    /** Called for each event. */
    @Subscribe
    public void on(Event event) {
      if (member.wants(event)) {
        audience.hear(member.number(), event);
      }
    }
  }
}
