package dev.maos.examples;

import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.message.Message;
import dev.maos.security.CommunicationSecurity;
import dev.maos.security.SecurityPolicy;
import dev.maos.security.crypto.SecurityRejectedException;
import dev.maos.security.envelope.CipherSuite;
import dev.maos.security.limits.Limit;
import dev.maos.security.limits.LimitPolicy;
import dev.maos.security.limits.Rate;
import java.time.Duration;
import java.util.EnumSet;

/** A trusted agent is spared the limits; a blocked one is not heard any more. */
public final class TrustedAndBlocked {
  private static final SecurityPolicy QUICK =
      SecurityPolicy.defaults().allowedCiphers(EnumSet.of(CipherSuite.HPKE_X25519));
  private static final AgentId CRITICAL = AgentId.of("critical_agent");
  private static final AgentId SUSPICIOUS = AgentId.of("suspicious_agent");
  private static final AgentId WORKER = AgentId.of("worker");

  private TrustedAndBlocked() {}

  /** Runs it. */
  public static void main(String[] args) {
    var twoADay = new Rate(2, Duration.ofDays(1), 2);
    var here =
        CommunicationSecurity.builder(QUICK)
            .limits(LimitPolicy.none().with(new Limit.OfAgent(twoADay)))
            .build();
    var there = CommunicationSecurity.of(QUICK);
    here.importAgentPublicKey(WORKER, there.generateAgentKeys(WORKER).toPem());
    for (var agent : new AgentId[] {CRITICAL, SUSPICIOUS}) {
      there.importAgentPublicKey(agent, here.generateAgentKeys(agent).toPem());
    }

    here.addTrustedAgent(CRITICAL);
    System.out.println("Sent by the trusted one: " + sent(here, CRITICAL));
    System.out.println("Sent by the other: " + sent(here, SUSPICIOUS));

    here.addTrustedAgent(SUSPICIOUS);
    var secured = here.secureMessage(message(SUSPICIOUS), WORKER);
    there.blockAgent(SUSPICIOUS, "Unusual activity detected");
    try {
      there.verifyMessage(secured, SUSPICIOUS);
    } catch (SecurityRejectedException e) {
      System.out.println(e.reason() + ": " + there.blockReason(SUSPICIOUS).orElseThrow());
    }
  }

  private static Message message(AgentId sender) {
    return Message.from(sender).to(WORKER).on("work").command(Payload.text("now"));
  }

  /** How many of four messages may be sent. */
  private static int sent(CommunicationSecurity security, AgentId sender) {
    int sent = 0;
    try {
      for (; sent < 4; sent++) {
        security.secureMessage(message(sender), WORKER);
      }
    } catch (MaosException limited) {
      System.out.println(sender + ": " + limited.code());
    }
    return sent;
  }
}
