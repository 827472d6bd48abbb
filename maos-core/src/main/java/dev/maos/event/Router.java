package dev.maos.event;

/** Brings events to those who want them. Thread-safe. */
final class Router {
  /** Of so many events one is measured; a power of two. */
  private static final int SAMPLE = 64;

  private final EventContext context;
  private final Workbenches<Delivering> workbenches;

  Router(EventContext context) {
    this.context = context;
    this.workbenches = new Workbenches<>(() -> new Delivering(context));
  }

  /**
   * Hands the event to all whose filters it matches.
   *
   * @throws MailboxFullException at the end, if somebody had no room and wants it to be known
   */
  void route(Event event, long sequence) {
    var delivering = workbenches.take();
    try {
      if (delivering.match(event)) {
        long now = isSample(event) ? context.time().nanos() : EventDelivery.NOT_MEASURED;
        delivering.deliver(new EventDelivery(event, sequence, false, now));
      }
    } finally {
      delivering.end();
      workbenches.giveBack(delivering);
    }
  }

  // By chance, but the same event is always a sample or never.
  private static boolean isSample(Event event) {
    return (event.id().getLeastSignificantBits() & (SAMPLE - 1)) == 0;
  }
}
