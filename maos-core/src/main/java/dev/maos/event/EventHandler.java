package dev.maos.event;

/** What somebody does with the events that he wants. */
@FunctionalInterface
public interface EventHandler {
  /**
   * Handles an event.
   *
   * @throws Exception if it could not; the event is then tried again or becomes a dead letter, as
   *     the subscription says
   */
  void handle(EventDelivery delivery) throws Exception;
}
