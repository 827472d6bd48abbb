package dev.maos.examples;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.message.Message;
import dev.maos.security.CommunicationSecurity;
import dev.maos.security.SecurityPolicy;
import dev.maos.security.crypto.SecurityRejectedException;
import dev.maos.security.envelope.CipherSuite;

/** A message is sealed for its recipient, read by it once, and by nobody else. */
public final class SealedMessages {
  private SealedMessages() {}

  /** Runs it. */
  public static void main(String[] args) {
    var one = AgentId.of("agent1");
    var two = AgentId.of("agent2");
    var here = CommunicationSecurity.of(SecurityPolicy.defaults());
    var there = CommunicationSecurity.of(SecurityPolicy.defaults());
    here.importAgentPublicKey(two, there.generateAgentKeys(two).toPem());
    there.importAgentPublicKey(one, here.generateAgentKeys(one).toPem());

    var message = Message.from(one).to(two).on("launch").command(Payload.text("code 0000"));
    var secured = here.secureMessage(message, two, CipherSuite.HYBRID);
    System.out.println("On its way: " + secured.payload().mediaType());

    var verified = there.verifyMessage(secured, one);
    System.out.println("Read: " + verified.payload().text());

    try {
      there.verifyMessage(secured, one);
    } catch (SecurityRejectedException e) {
      System.out.println("A second time: " + e.reason());
    }
  }
}
