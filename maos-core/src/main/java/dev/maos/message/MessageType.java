package dev.maos.message;

/**
 * What a message is for. The type decides nothing about its delivery; subscriptions filter on it
 * and handlers switch over it.
 */
public enum MessageType {
  /** Do something; usually named, as in {@code command("analyze_data", parameters)}. */
  COMMAND(1),
  /** Something happened. */
  EVENT(2),
  /** Tell me something; the answer is a {@link #RESPONSE}. */
  QUERY(3),
  /** The answer to a command or query. */
  RESPONSE(4),
  /** The sender lives. */
  HEARTBEAT(5),
  /** Something worth knowing that asks for nothing. */
  NOTIFICATION(6),
  /** An agent announces itself and what it can do. */
  REGISTRATION(7),
  /** Who can do this? */
  DISCOVERY(8),
  /** A proposal, a ballot or a result. */
  CONSENSUS(9),
  /** Something failed; carries a code and a text. */
  ERROR(10),
  /** A type of the user's own; {@link Message#name()} says which. */
  CUSTOM(11);

  private final int code;

  MessageType(int code) {
    this.code = code;
  }

  /** The number that stands for this type in the binary envelope; it never changes. */
  int code() {
    return code;
  }
}
