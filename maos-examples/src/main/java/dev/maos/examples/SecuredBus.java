package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import dev.maos.message.Message;
import dev.maos.security.CommunicationSecurity;
import dev.maos.security.SecurityPolicy;
import dev.maos.security.access.AccessPolicy;
import dev.maos.security.access.Action;
import dev.maos.security.audit.AuditLog;
import dev.maos.security.envelope.CipherSuite;
import dev.maos.security.limits.Limit;
import dev.maos.security.limits.LimitPolicy;
import dev.maos.security.limits.Rate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** A bus at whose doors messages are sealed and checked, with roles, limits and an audit log. */
public class SecuredBus {
  private static final AgentId BOSS = AgentId.of("boss");
  private static final AgentId CLERK = AgentId.of("clerk");

  private static final String ACCESS =
      """
      {"version": 1,
       "roles": {"reader": {"allow": {"consume": ["tasks.>"]}, "answering": true},
                 "sender": {"inherits": ["reader"],
                            "allow": {"publish": [">"]}, "deny": {"publish": ["tasks.secret"]}}},
       "agents": {"boss": ["sender"], "clerk": ["reader"]}}
      """;

  /** The folder is that of the list of agents and the audit log. */
  public static void main(String[] args) throws Exception {
    var folder = Files.createDirectories(Path.of(args[0]));
    try (var audit = AuditLog.open(folder.resolve("audit.log"), TimeSource.system())) {
      var security = security(folder, audit);
      security.generateAgentKeys(BOSS);
      security.generateAgentKeys(CLERK);
      talk(security);
      System.out.println("The log: " + AuditLog.verify(audit.path()).getClass().getSimpleName());
    }
  }

  private static CommunicationSecurity security(Path folder, AuditLog audit) {
    var policy =
        SecurityPolicy.defaults()
            .allowedCiphers(Set.of(CipherSuite.HPKE_X25519, CipherSuite.AES_256_GCM));
    return CommunicationSecurity.builder(policy)
        .administrators(BOSS) // whom it blocks or trusts counts in all processes that name it
        .agentList(folder.resolve("agents")) // trusted and blocked, kept between runs
        .access(AccessPolicy.fromJson(ACCESS))
        .limits(LimitPolicy.none().with(new Limit.OfAgent(Rate.perSecond(1_000))))
        .audit(audit)
        .build();
  }

  private static void talk(CommunicationSecurity security) throws InterruptedException {
    try (var maos = Maos.builder("memory:").guardedBy(security).open()) {
      var bus = maos.bus();
      bus.subscribe(
          CLERK,
          TopicPattern.of("tasks.>"),
          delivery -> System.out.println("Read: " + delivery.payload().text()));
      bus.publish(Message.from(BOSS).to(CLERK).on("tasks.daily").command(Payload.text("file it")));
      bus.awaitIdle(Duration.ofSeconds(5));
      try {
        bus.publish(Message.from(BOSS).to(CLERK).on("tasks.secret").command(Payload.text("psst")));
      } catch (MaosException e) {
        System.out.println("Not sent: " + e.code());
      }
      var why = security.access().explain(BOSS, Action.PUBLISH, Topic.of("tasks.secret")).why();
      System.out.println("Why: " + why);
    }
  }
}
