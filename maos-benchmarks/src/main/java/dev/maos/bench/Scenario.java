package dev.maos.bench;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;

/** What is measured: a way of using a bus, under the name that reports and command lines use. */
public enum Scenario implements NamedScenario {
  /** One producer pipelines to one consumer; a message may be lost. */
  AT_MOST_ONCE,
  /** The same to everyone on a topic, whom one consumer listens to; so nothing need be stored. */
  AT_MOST_ONCE_TOPIC,
  /** One producer pipelines to one consumer, which acknowledges. */
  AT_LEAST_ONCE,
  /** One producer pipelines to one consumer; ids are remembered. */
  EXACTLY_ONCE,
  /** The same as {@link #AT_LEAST_ONCE} with four priorities mixed. */
  PRIORITY,
  /** One producer waits for the receipt of each message before it sends the next. */
  PUBLISH_ONE_BY_ONE,
  /** One caller waits for each reply before it asks again. */
  REQUEST_REPLY,
  /** What many subscribed agents cost in memory while nothing happens. */
  IDLE_AGENTS,
  /** Messages to all those agents in turn, each waking another one. */
  IDLE_AGENTS_ROUND_ROBIN,
  /**
   * The same as {@link #AT_LEAST_ONCE} with the context of a trace in each message and metrics that
   * are read, beside the same without.
   */
  OBSERVED,
  /** A message to bytes and back, without a bus. */
  ENVELOPE;

  /**
   * Returns the scenario of that name.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_USAGE} with the names that exist
   */
  public static Scenario of(String id) {
    return NamedScenario.of(values(), id);
  }
}
