package dev.maos.bench.peers;

import dev.maos.bench.Audience;
import dev.maos.bench.EventContestant;
import dev.maos.bench.EventRun;
import dev.maos.bench.EventScenario;
import dev.maos.bench.Listeners;
import dev.maos.event.Event;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;

/** The multicaster of Spring's application events: calls all listeners, each of which filters. */
final class SpringEvents implements EventContestant {
  @Override
  public String system() {
    return "spring";
  }

  @Override
  public boolean plays(EventScenario scenario) {
    return scenario == EventScenario.INLINE_100_OF_WHICH_10;
  }

  @Override
  public EventRun open(EventScenario scenario, Listeners listeners) {
    var audience = Audience.of(scenario, listeners);
    var multicaster = new SimpleApplicationEventMulticaster();
    for (var member : audience.members()) {
      multicaster.addApplicationListener(new Listening(audience, member));
    }
    return new PeerRun(audience, event -> multicaster.multicastEvent(new Told(event)));
  }

  private static final class Told extends ApplicationEvent {
    private static final long serialVersionUID = 1L;

    private final transient Event event;

    Told(Event event) {
      super("bench");
      this.event = event;
    }
  }

  private static final class Listening implements ApplicationListener<Told> {
    private final Audience audience;
    private final Audience.Member member;

    Listening(Audience audience, Audience.Member member) {
      this.audience = audience;
      this.member = member;
    }

    @Override
    public void onApplicationEvent(Told told) {
      if (member.wants(told.event)) {
        audience.hear(member.number(), told.event);
      }
    }
  }
}
