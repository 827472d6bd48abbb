package dev.maos.consensus.resolution;

import dev.maos.base.AgentId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** Rulings of agents that have no claim themselves. Pure. */
final class Rulings {
  private Rulings() {}

  static Finding of(Scene scene, Protocol.Arbitration terms) {
    var now = scene.began();
    var order = order(scene.conflict(), terms.arbiters());
    for (int i = 0; i < order.size(); i++) {
      var arbiter = order.get(i);
      var parties = scene.conflict().parties();
      var phase =
          scene.ask(Asked.Kind.RULE, i + 1, List.of(arbiter), parties, now, terms.patience());
      if (!phase.open().isEmpty()) {
        return new Finding.Asks(phase.open());
      }
      now = phase.ended();
      var ruled = phase.choices();
      if (!ruled.isEmpty()) {
        var claim = scene.conflict().of(ruled.getFirst()).orElseThrow();
        return scene.claimed(terms, claim, now, arbiter + " ruled so");
      }
    }
    return new Finding.Passed(now, "none of %d arbiters ruled in time".formatted(order.size()));
  }

  static Finding of(Scene scene, Protocol.Escalate terms) {
    var conflict = scene.conflict();
    var phase =
        scene.ask(
            Asked.Kind.RULE,
            1,
            List.of(terms.human()),
            conflict.parties(),
            scene.began(),
            terms.patience());
    if (!phase.open().isEmpty()) {
      return new Finding.Asks(phase.open());
    }
    var ruled = phase.choices();
    if (!ruled.isEmpty()) {
      var claim = conflict.of(ruled.getFirst()).orElseThrow();
      return scene.claimed(terms, claim, phase.ended(), terms.human() + " ruled so");
    }
    var judgement = Judgement.of(conflict, terms.otherwise());
    var why =
        "%s did not rule; %s: %s"
            .formatted(terms.human(), terms.otherwise().name(), judgement.why());
    return scene.claimed(terms, judgement.claim().orElseThrow(), phase.ended(), why);
  }

  /**
   * Who may be asked, in the order of the SHA-256 of {@code rendezvous|ID|AGENT}, the greatest
   * first: it depends on the conflict, and an arbiter that comes or goes moves nobody else.
   */
  static List<AgentId> order(Conflict conflict, List<AgentId> arbiters) {
    var id = conflict.id();
    return arbiters.stream()
        .filter(arbiter -> !conflict.isParty(arbiter))
        .sorted(Comparator.comparing((AgentId arbiter) -> draw(id, arbiter)).reversed())
        .toList();
  }

  private static String draw(String id, AgentId arbiter) {
    return sha256(("rendezvous|" + id + "|" + arbiter).getBytes(StandardCharsets.UTF_8));
  }

  /** In hexadecimal digits. */
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
