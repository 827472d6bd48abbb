package dev.maos.security;

import dev.maos.monitor.ComponentHealth;
import dev.maos.monitor.Health;
import dev.maos.security.SecurityPolicy.Demand;
import dev.maos.security.crypto.Ed25519;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How well security protects, and what it goes by. */
final class SecurityHealth {
  private static final double NEARLY_FULL = 0.9;

  private SecurityHealth() {}

  static ComponentHealth of(SecurityContext context, double memoryLoad) {
    long before = context.time().nanos();
    var reasons = reasons(context, memoryLoad);
    var health = reasons.isEmpty() ? Health.healthy() : new Health.Degraded(reasons);
    var details = details(context);
    var took = Duration.ofNanos(Math.max(0, context.time().nanos() - before));
    return new ComponentHealth("security", health, took, details);
  }

  private static List<String> reasons(SecurityContext context, double memoryLoad) {
    var reasons = new ArrayList<String>();
    var policy = context.policy();
    warn(reasons, policy.encryption(), "messages that everybody can read are accepted");
    warn(reasons, policy.authentication(), "messages that anybody may have written are accepted");
    warn(reasons, policy.replayProtection(), "messages are accepted more than once");
    if (memoryLoad >= NEARLY_FULL) {
      reasons.add("the memory of accepted messages is nearly full");
    }
    if (context.limiter().load() >= NEARLY_FULL) {
      reasons.add("the memory of what agents have sent is nearly full");
    }
    if (context.sharing().notices().isFailing() || context.sharing().numbers().isBehind()) {
      reasons.add("the tables that processes share do not answer");
    }
    if (context.counters().marksLost.total() > 0) {
      reasons.add("messages were accepted that other processes could not be told of");
    }
    long lost = context.audit().lost();
    if (lost > 0) {
      reasons.add("%d entries of the audit log were lost".formatted(lost));
    }
    return reasons;
  }

  private static void warn(List<String> reasons, Demand demand, String text) {
    if (demand == Demand.NOT_REQUIRED) {
      reasons.add(text);
    }
  }

  private static Map<String, String> details(SecurityContext context) {
    var details = new LinkedHashMap<String, String>();
    details.put("curves", "BouncyCastle");
    details.put("signatures", Ed25519.engine());
    details.put("ciphers", context.policy().allowedCiphers().stream().sorted().toList().toString());
    details.put("blockedAgents", Integer.toString(context.agents().blockedCount()));
    details.put("trustedAgents", Integer.toString(context.agents().trustedCount()));
    details.put("access", context.access().policy().toString());
    details.put("shared", shared(context));
    details.put("audit", context.audit().isKept() ? "kept" : "none");
    return details;
  }

  private static String shared(SecurityContext context) {
    var notices = context.sharing().notices();
    return notices.isSharing()
        ? notices
            .speaker()
            .map(agent -> "limits and replays; blocks, trust and policy in the name of " + agent)
            .orElse("limits and replays; blocks, trust and policy only from others")
        : "nothing";
  }
}
