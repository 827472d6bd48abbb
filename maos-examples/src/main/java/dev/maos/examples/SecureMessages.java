package dev.maos.examples;

import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.message.Message;
import dev.maos.security.CommunicationSecurity;
import dev.maos.security.SecurityPolicy;
import dev.maos.security.envelope.CipherSuite;
import java.util.Set;

/** Two processes exchange public keys; what one seals, only the other can read, and once. */
public class SecureMessages {
  private static final AgentId PLANNER = AgentId.of("planner");
  private static final AgentId WORKER = AgentId.of("worker");

  public static void main(String[] args) {
    // All is demanded by default. Without HYBRID nobody needs RSA keys, which take seconds to make.
    var policy =
        SecurityPolicy.defaults()
            .allowedCiphers(Set.of(CipherSuite.HPKE_X25519, CipherSuite.AES_256_GCM));
    var here = CommunicationSecurity.of(policy);
    var there = CommunicationSecurity.of(policy);
    var plannerKeys = here.generateAgentKeys(PLANNER);
    var workerKeys = there.generateAgentKeys(WORKER);
    here.importAgentPublicKey(WORKER, workerKeys.toPem());
    there.importAgentPublicKey(PLANNER, plannerKeys.toPem());

    var order = Message.from(PLANNER).to(WORKER).on("tasks").command(Payload.text("open the safe"));
    var sealed = here.secureMessage(order, WORKER, CipherSuite.HPKE_X25519);
    System.out.println("On its way: " + sealed.payload().mediaType());
    System.out.println("Opened: " + there.verifyMessage(sealed, PLANNER).payload().text());
    refused("Again", () -> there.verifyMessage(sealed, PLANNER));
    refused("Plain", () -> there.verifyMessage(order, PLANNER));

    there.addTrustedAgent(PLANNER); // spared the limits, nothing else
    there.blockAgent(PLANNER, "Unusual activity detected");
    refused("Blocked", () -> there.verifyMessage(here.secureMessage(order, WORKER), PLANNER));
    System.out.println(there.blockReason(PLANNER).orElseThrow());
    var counted = there.metrics();
    System.out.println(
        "Opened " + counted.messagesDecrypted() + ", refused " + counted.messagesRejected());
  }

  private static void refused(String what, Runnable attempt) {
    try {
      attempt.run();
      System.out.println(what + ": taken");
    } catch (MaosException e) {
      System.out.println(what + ": " + e.code());
    }
  }
}
