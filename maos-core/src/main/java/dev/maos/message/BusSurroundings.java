package dev.maos.message;

import dev.maos.base.Announcer;

/**
 * What a bus has around it, besides its storage. Immutable.
 *
 * @param announcer is told what the bus buries, which handlers fail, and who misses messages
 * @param agents finds {@link Address.ToCapable whoever is able}
 * @param guard stands at the doors
 * @param tracer notes what becomes of messages
 */
public record BusSurroundings(
    Announcer announcer, AgentFinder agents, MessageGuard guard, MessageTracer tracer) {
  private static final BusSurroundings NONE =
      new BusSurroundings(
          Announcer.nobody(), AgentFinder.none(), MessageGuard.open(), MessageTracer.none());

  /** Checks that nothing is missing. */
  public BusSurroundings {
    Required.field(announcer, "announcer");
    Required.field(agents, "agents");
    Required.field(guard, "guard");
    Required.field(tracer, "tracer");
  }

  /** Nobody. */
  public static BusSurroundings none() {
    return NONE;
  }

  /** With another one who is told. */
  public BusSurroundings announcer(Announcer announcer) {
    return new BusSurroundings(announcer, agents, guard, tracer);
  }

  /** With another one who finds agents. */
  public BusSurroundings agents(AgentFinder agents) {
    return new BusSurroundings(announcer, agents, guard, tracer);
  }

  /** With another guard. */
  public BusSurroundings guard(MessageGuard guard) {
    return new BusSurroundings(announcer, agents, guard, tracer);
  }

  /** With another tracer. */
  public BusSurroundings tracer(MessageTracer tracer) {
    return new BusSurroundings(announcer, agents, guard, tracer);
  }
}
