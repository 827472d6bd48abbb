package dev.maos;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.consensus.resolution.Answer;
import dev.maos.consensus.resolution.Claim;
import dev.maos.consensus.resolution.Conflict;
import dev.maos.consensus.resolution.Envoy;
import dev.maos.consensus.resolution.Question;
import dev.maos.message.Delivery;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.RequestTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Asks by requests over the bus. Whether a reply can be forged is the guard's to say. */
final class BusEnvoy implements Envoy {
  private static final Topic QUESTIONS = Topic.reserved("conflicts.questions");

  private final AgentId self;
  private final MessageBus bus;

  BusEnvoy(AgentId self, MessageBus bus) {
    this.self = self;
    this.bus = bus;
  }

  @Override
  public Optional<Answer> ask(Conflict conflict, Question question, Duration patience)
      throws InterruptedException {
    var whom = question.asked().whom();
    var message =
        Message.from(self)
            .to(whom)
            .on(QUESTIONS)
            .deadline(question.until())
            .query(Payload.of(content(conflict, question)));
    try {
      var reply = bus.requestReserved(message, patience);
      return reply.message().sender().equals(whom) ? Optional.of(answer(reply)) : Optional.empty();
    } catch (RequestTimeoutException silent) {
      return Optional.empty();
    }
  }

  private static Map<String, Object> content(Conflict conflict, Question question) {
    var content = new LinkedHashMap<String, Object>();
    content.put("conflict", conflict.id());
    content.put("subject", conflict.subject());
    content.put("domain", conflict.domain());
    content.put("asked", question.asked().kind().name());
    content.put("round", question.asked().round());
    content.put(
        "choices",
        conflict.claims().stream()
            .filter(claim -> question.choices().contains(claim.agent()))
            .map(BusEnvoy::choice)
            .toList());
    content.put("until", question.until().toString());
    return content;
  }

  private static Map<String, Object> choice(Claim claim) {
    var fields = new LinkedHashMap<String, Object>();
    claim.value().forEach((name, value) -> fields.put(name, value.plain()));
    var choice = new LinkedHashMap<String, Object>();
    choice.put("agent", claim.agent().value());
    choice.put("value", fields);
    choice.put("priority", claim.priority());
    choice.put("weight", claim.weight().toString());
    return choice;
  }

  private static Answer answer(Delivery reply) {
    var fields = reply.payload().as(Map.class);
    var answer =
        text(fields, "choice").map(choice -> Answer.of(AgentId.of(choice))).orElseGet(Answer::none);
    return answer.because(text(fields, "reason").orElse(""));
  }

  private static Optional<String> text(Map<?, ?> fields, String name) {
    var value = fields.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw new InvalidInputException(
        ErrorCode.UNREADABLE_PAYLOAD, name + " of an answer", value.toString(), "a text");
  }
}
