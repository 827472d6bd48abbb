package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import dev.maos.base.Topic;

/**
 * Something one agent says to others: what, to whom, about which topic, how urgent and with which
 * guarantee. Written as a sentence:
 *
 * <pre>{@code
 * Message.from(planner).to(worker).on("tasks").priority(HIGH).command("review", parameters)
 * }</pre>
 *
 * <p>A message has no identity yet; {@link MessageBus#publish} gives it one. Immutable and
 * thread-safe; every part is checked here, so a message that exists is valid.
 *
 * @param name the command's, query's or custom type's name, 0 to 128 visible ASCII characters;
 *     empty where there is none, required for {@link MessageType#CUSTOM}
 */
public record Message(
    MessageType type,
    String name,
    AgentId sender,
    Address recipient,
    Topic topic,
    Payload payload,
    Priority priority,
    Guarantee guarantee,
    Timing timing,
    Lineage lineage,
    Handling handling,
    Headers headers) {
  private static final int MAX_NAME = 128;

  public Message {
    Required.field(type, "type");
    Required.field(sender, "sender");
    Required.field(recipient, "recipient");
    Required.field(topic, "topic");
    Required.field(payload, "payload");
    Required.field(priority, "priority");
    Required.field(guarantee, "guarantee");
    checkName(type, name);
  }

  /** Starts the sentence. */
  public static MessageDraft from(AgentId sender) {
    return new MessageDraft(Required.field(sender, "sender"));
  }

  Message with(Lineage newLineage, Timing newTiming) {
    return new Message(
        type,
        name,
        sender,
        recipient,
        topic,
        payload,
        priority,
        guarantee,
        newTiming,
        newLineage,
        handling,
        headers);
  }

  /** This message, for which a recipient was chosen. */
  Message assigned(AgentId chosen, Assignment assignment) {
    return new Message(
        type,
        name,
        sender,
        new Address.ToAgent(chosen),
        topic,
        payload,
        priority,
        guarantee,
        timing,
        lineage,
        handling.assigned(assignment),
        headers);
  }

  Message with(Handling newHandling) {
    return new Message(
        type,
        name,
        sender,
        recipient,
        topic,
        payload,
        priority,
        guarantee,
        timing,
        lineage,
        newHandling,
        headers);
  }

  private static void checkName(MessageType type, String name) {
    if (name.isEmpty()) {
      if (type == MessageType.CUSTOM) {
        throw new InvalidInputException(
            ErrorCode.MISSING_FIELD, "name", name, "a name (a custom message has one)");
      }
      return;
    }
    if (name.length() > MAX_NAME || !isVisible(name)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_NAME, "name", name, "1-128 visible ASCII characters");
    }
  }

  private static boolean isVisible(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) <= ' ' || name.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return true;
  }
}
