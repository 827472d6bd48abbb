package dev.maos.message;

/**
 * What an agent does with a message. Returning acknowledges it; throwing gives it back, to be tried
 * again by the subscription's retry policy. Runs on a virtual thread, so it may block.
 */
@FunctionalInterface
public interface MessageHandler {
  void handle(Delivery delivery) throws Exception;
}
