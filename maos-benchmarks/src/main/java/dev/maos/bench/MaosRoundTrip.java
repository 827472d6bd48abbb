package dev.maos.bench;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import dev.maos.message.Message;
import java.time.Duration;

/** Queries to an agent that answers with what it was asked. */
final class MaosRoundTrip implements RoundTrip {
  private static final AgentId CALLER = AgentId.of("caller");
  private static final AgentId ANSWERER = AgentId.of("answerer");
  private static final Topic QUESTIONS = Topic.of("questions");
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Maos maos;

  MaosRoundTrip(String uri) {
    maos = Maos.open(uri);
    maos.bus()
        .subscribe(
            ANSWERER,
            TopicPattern.exactly(QUESTIONS),
            delivery -> delivery.reply(delivery.payload()));
  }

  @Override
  public byte[] call(byte[] request) throws InterruptedException {
    var question = Message.from(CALLER).to(ANSWERER).on(QUESTIONS).query(Payload.binary(request));
    return maos.bus().request(question, PATIENCE).payload().bytes();
  }

  @Override
  public void close() {
    maos.close();
  }
}
