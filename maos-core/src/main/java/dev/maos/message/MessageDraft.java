package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.Need;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message being written: say to whom and on which topic, then what may differ from the defaults,
 * and end with its type, as in {@code .command(payload)}.
 *
 * <p>A draft may be used again; each ending makes a new message. Not thread-safe.
 */
public final class MessageDraft {
  private final AgentId sender;
  private @Nullable Address recipient;
  private @Nullable Topic topic;
  private Priority priority = Priority.NORMAL;
  private Guarantee guarantee = Guarantee.AT_LEAST_ONCE;
  private Timing timing = Timing.DEFAULT;
  private Lineage lineage = Lineage.NONE;
  private Handling handling = Handling.DEFAULT;
  private Headers headers = Headers.NONE;

  MessageDraft(AgentId sender) {
    this.sender = sender;
  }

  /** To one agent. */
  public MessageDraft to(AgentId agent) {
    return to(new Address.ToAgent(Required.field(agent, "recipient")));
  }

  public MessageDraft to(Address address) {
    recipient = Required.field(address, "recipient");
    return this;
  }

  /** To one member of a group. */
  public MessageDraft toGroup(String group) {
    return to(new Address.ToGroup(GroupName.of(group)));
  }

  /**
   * To one agent that is able to do all of this, as in {@code "java-review>=17"}: the bus picks one
   * who lives and takes work, and another if that one dies or leaves before it acknowledges.
   */
  public MessageDraft toCapable(String first, String... others) {
    var needs = Stream.concat(Stream.of(first), Stream.of(others)).map(Need::of).toList();
    return to(new Address.ToCapable(needs));
  }

  /** To every subscription of the topic. */
  public MessageDraft toEveryone() {
    return to(Address.EVERYONE);
  }

  public MessageDraft on(Topic about) {
    topic = Required.field(about, "topic");
    return this;
  }

  public MessageDraft on(String about) {
    return on(Topic.of(about));
  }

  public MessageDraft priority(Priority urgency) {
    priority = Required.field(urgency, "priority");
    return this;
  }

  public MessageDraft guarantee(Guarantee promised) {
    guarantee = Required.field(promised, "guarantee");
    return this;
  }

  /** How long it may wait to be handled; 24 hours unless said. */
  public MessageDraft ttl(Duration timeToLive) {
    timing = timing.living(timeToLive);
    return this;
  }

  public MessageDraft deliverAfter(Duration delay) {
    timing = timing.scheduled(new Schedule.After(delay));
    return this;
  }

  public MessageDraft deliverAt(Instant moment) {
    timing = timing.scheduled(new Schedule.At(moment));
    return this;
  }

  /** The moment after which nobody wants the answer any more. */
  public MessageDraft deadline(Instant moment) {
    timing = timing.until(moment);
    return this;
  }

  public MessageDraft correlatedWith(CorrelationId conversation) {
    lineage = lineage.correlatedWith(conversation);
    return this;
  }

  public MessageDraft tracedBy(TraceContext trace) {
    lineage = lineage.tracedBy(trace);
    return this;
  }

  /** Handled one after the other with the others of this key. */
  public MessageDraft orderedBy(String key) {
    handling = handling.orderedBy(key);
    return this;
  }

  /** Publishing it again under the same key is not a second message. */
  public MessageDraft identifiedBy(String idempotencyKey) {
    handling = handling.identifiedBy(idempotencyKey);
    return this;
  }

  public MessageDraft replyTo(AgentId agent, Topic about) {
    handling = handling.replyTo(new ReplyTo(agent, about));
    return this;
  }

  /** Asks that the sender be told what became of it: see {@link DeliveryReceipt}. */
  public MessageDraft withReceipt() {
    handling = handling.withReceipt();
    return this;
  }

  public MessageDraft header(String name, String value) {
    headers = headers.with(name, value);
    return this;
  }

  public MessageDraft headers(Map<String, String> all) {
    headers = new Headers(all);
    return this;
  }

  public Message command(Payload payload) {
    return message(MessageType.COMMAND, "", payload);
  }

  /** A named command with its parameters. */
  public Message command(String name, Payload parameters) {
    return message(MessageType.COMMAND, name, parameters);
  }

  public Message query(Payload payload) {
    return message(MessageType.QUERY, "", payload);
  }

  /** A named query with its parameters. */
  public Message query(String name, Payload parameters) {
    return message(MessageType.QUERY, name, parameters);
  }

  public Message response(Payload payload) {
    return message(MessageType.RESPONSE, "", payload);
  }

  public Message event(Payload payload) {
    return message(MessageType.EVENT, "", payload);
  }

  public Message event(String name, Payload payload) {
    return message(MessageType.EVENT, name, payload);
  }

  public Message heartbeat() {
    return message(MessageType.HEARTBEAT, "", Payload.empty());
  }

  public Message heartbeat(Payload state) {
    return message(MessageType.HEARTBEAT, "", state);
  }

  public Message notification(Payload payload) {
    return message(MessageType.NOTIFICATION, "", payload);
  }

  /** The sender announces itself; the payload describes it. */
  public Message registration(Payload descriptor) {
    return message(MessageType.REGISTRATION, "", descriptor);
  }

  /** Asks who can do what the payload describes. */
  public Message discovery(Payload wanted) {
    return message(MessageType.DISCOVERY, "", wanted);
  }

  /** A step of a vote: {@code "proposal"}, {@code "ballot"}, {@code "result"}. */
  public Message consensus(String step, Payload payload) {
    return message(MessageType.CONSENSUS, step, payload);
  }

  /** Something failed: a stable code and a sentence for people. */
  public Message error(String code, String text) {
    return message(MessageType.ERROR, code, Payload.of(Map.of("code", code, "message", text)));
  }

  /** A message of the user's own type. */
  public Message custom(String name, Payload payload) {
    return message(MessageType.CUSTOM, name, payload);
  }

  /** A message of a type that is known only at run time. */
  public Message message(MessageType type, String name, Payload payload) {
    return new Message(
        Required.field(type, "type"),
        name,
        sender,
        Required.field(recipient, "recipient"),
        Required.field(topic, "topic"),
        payload,
        priority,
        guarantee,
        timing,
        lineage,
        handling,
        headers);
  }

  /** Reserved for the bus itself: it says so when it has chosen a recipient. */
  MessageDraft assigned(Assignment assignment) {
    handling = handling.assigned(assignment);
    return this;
  }

  /** Reserved for the bus itself: replies and receipts travel on reserved topics. */
  MessageDraft lineage(Lineage given) {
    lineage = given;
    return this;
  }
}
