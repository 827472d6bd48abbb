package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.Message;
import dev.maos.message.NoCapableAgentException;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentQuery;
import dev.maos.registry.Registration;
import java.time.Duration;

/** Reviewers say what they are able to do; a planner asks whoever can, and need not know them. */
public class FindAWorker {
  public static void main(String[] args) throws Exception {
    try (var maos = Maos.open("memory:")) {
      reviewer(maos, "ann", "11");
      var bob = reviewer(maos, "bob", "17");
      var cyd = reviewer(maos, "cyd", "21");

      var registry = maos.registry();
      var able = AgentQuery.whoIsAble("java-review>=17");
      System.out.println("Able: " + registry.find(able).ids());
      registry.probeAll(able, Duration.ofSeconds(5)); // a beat is not an answer
      var answered = able.answeredWithin(Duration.ofSeconds(10));
      System.out.println("Answered lately: " + registry.find(answered).ids());

      bob.drain(); // takes no more work
      var review = Message.from(AgentId.of("planner")).toCapable("java-review>=17").on("reviews");
      var question = review.query(Payload.text("Main.java"));
      var reply = maos.bus().request(question, Duration.ofSeconds(5));
      System.out.println(reply.message().sender() + ": " + reply.payload().text());

      cyd.close(); // leaves
      registry.refresh(); // what the store knows by now is known here too
      try {
        maos.bus().publish(question);
      } catch (NoCapableAgentException e) {
        System.out.println("Nobody left: " + e.code());
      }
    }
  }

  private static Registration reviewer(Maos maos, String name, String java) {
    var agent = AgentId.of(name);
    maos.bus()
        .subscribe(
            agent,
            TopicPattern.of("reviews"),
            delivery -> delivery.reply(Payload.text("read " + delivery.payload().text())));
    return maos.registry().register(AgentDescriptor.of(agent).able("java-review", java).build());
  }
}
