package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.consensus.Fraction;
import dev.maos.consensus.resolution.Claim;
import dev.maos.consensus.resolution.Conflict;
import dev.maos.consensus.resolution.Policy;
import dev.maos.consensus.resolution.Protocol;
import dev.maos.consensus.resolution.Resolution;
import dev.maos.consensus.resolution.Value;
import java.time.Duration;
import java.util.Map;

/** Agents want different prices: by rank, else by talking, else a human says what it is. */
public class ResolveAConflict {
  public static void main(String[] args) throws Exception {
    var ann = AgentId.of("ann");
    var bob = AgentId.of("bob");
    var human = AgentId.of("boss");
    try (var maos = Maos.open("memory:")) {
      answering(maos, ann, "ann");
      answering(maos, bob, "bob"); // neither gives in
      answering(maos, human, "bob");

      var conflict =
          Conflict.on(
              "price of the lamp",
              Claim.of(ann, Value.of(120), 1).weight(Fraction.of(2)),
              Claim.of(bob, Value.of(90), 2));
      var policy =
          Policy.of(
              new Protocol.Priority(),
              new Protocol.Negotiation(2, Duration.ofSeconds(5)),
              new Protocol.Escalate(human, Duration.ofHours(1), new Protocol.FirstWins()));
      var resolution = maos.resolver(AgentId.of("shop")).resolve(conflict, policy);

      for (var step : resolution.steps()) {
        System.out.println(step.protocol() + ": " + step.why());
      }
      var settled = resolution.settlement();
      System.out.println(settled.value().get("value").plain() + ", for " + settled.agreement());

      var record = resolution.write(); // needs no server from here on
      System.out.println("Wrong with it: " + Resolution.read(record).problems());
      var forged = record.replace("\"choice\":\"bob\"", "\"choice\":\"ann\"");
      System.out.println("Forged: " + !Resolution.read(forged).problems().isEmpty());
    }
  }

  /** Whatever it is asked, it is for the claim of this agent. */
  private static void answering(Maos maos, AgentId agent, String choice) {
    maos.bus()
        .subscribe(
            agent,
            TopicPattern.of("_maos.conflicts.questions"),
            question ->
                question.reply(Payload.of(Map.of("choice", choice, "reason", "it is fair"))));
  }
}
