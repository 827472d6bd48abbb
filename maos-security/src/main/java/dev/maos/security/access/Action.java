package dev.maos.security.access;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Something an agent may do or may not. */
public enum Action {
  /** Send a message on a topic. */
  PUBLISH("publish"),
  /** Ask for the messages of a topic. */
  SUBSCRIBE("subscribe"),
  /** Be given a message of a topic. */
  CONSUME("consume"),
  /** Say that a message is done. */
  ACK("ack"),
  /** Make a topic or a group. */
  CREATE("create"),
  /** Throw messages away. */
  PURGE("purge"),
  /** Look at dead letters. */
  DLQ_READ("dlq.read"),
  /** Send dead letters again. */
  DLQ_REDRIVE("dlq.redrive"),
  /** Read events again. */
  EVENT_REPLAY("event.replay"),
  /** Put something to the vote. */
  CONSENSUS_PROPOSE("consensus.propose"),
  /** Vote. */
  CONSENSUS_VOTE("consensus.vote"),
  /** Register oneself. */
  REGISTRY_REGISTER("registry.register"),
  /** Change what others registered. */
  REGISTRY_ADMIN("registry.admin"),
  /** Import, certify and revoke keys. */
  KEYS_ADMIN("keys.admin"),
  /** Change who may do what. */
  POLICY_ADMIN("policy.admin"),
  /** Read counters and health. */
  METRICS_READ("metrics.read");

  private final String text;

  Action(String text) {
    this.text = text;
  }

  /** The action that is written so; another text is refused with {@link ErrorCode#INVALID_RBAC}. */
  public static Action of(String text) {
    return Arrays.stream(values())
        .filter(action -> action.text.equals(text))
        .findFirst()
        .orElseThrow(() ->
            new InvalidInputException(
                ErrorCode.INVALID_RBAC,
                "action",
                text,
                "one of "
                    + Arrays.stream(values())
                        .map(Action::toString)
                        .collect(Collectors.joining(", "))));
  }

  /** As it is written in a policy. */
  @Override
  public String toString() {
    return text;
  }
}
