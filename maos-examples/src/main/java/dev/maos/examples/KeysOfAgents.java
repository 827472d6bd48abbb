package dev.maos.examples;

import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import dev.maos.security.CommunicationSecurity;
import dev.maos.security.SecurityPolicy;
import dev.maos.security.envelope.CipherSuite;
import java.util.EnumSet;

/** Two processes make keys and exchange the public halves. */
public final class KeysOfAgents {
  private KeysOfAgents() {}

  /** Runs it. */
  public static void main(String[] args) {
    var one = AgentId.of("agent1");
    var two = AgentId.of("agent2");
    var policy =
        SecurityPolicy.defaults()
            .allowedCiphers(EnumSet.of(CipherSuite.AES_256_GCM, CipherSuite.HPKE_X25519));
    var here = CommunicationSecurity.of(policy);
    var there = CommunicationSecurity.of(policy);

    here.generateAgentKeys(one);
    var publicKeyPem = there.generateAgentKeys(two).toPem();
    here.importAgentPublicKey(two, publicKeyPem);
    System.out.println("Known: " + here.keys().knows(two));

    // Whoever sends other keys later, in the name of agent2, is not believed.
    var others = CommunicationSecurity.of(policy).generateAgentKeys(two).toPem();
    try {
      here.importAgentPublicKey(two, others);
    } catch (MaosException e) {
      System.out.println("Refused: " + e.code());
    }
  }
}
