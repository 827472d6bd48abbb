package dev.maos.registry;

import dev.maos.base.AgentId;
import dev.maos.base.Announcer;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import java.util.Map;
import java.util.Optional;

/** Tells whoever listens what happens to the agents of this process, and why. */
final class Announcements {
  static final String CLOSED = "its process has closed";
  private static final Topic AGENTS = Topic.reserved("agents");

  private final Announcer announcer;

  Announcements(Announcer announcer) {
    this.announcer = announcer;
  }

  void created(Registration registration) {
    var descriptor = registration.descriptor();
    announce(
        "AGENT_CREATED",
        registration.agent(),
        Map.of("type", descriptor.type(), "incarnation", registration.incarnation()));
  }

  void destroyed(Registration registration, String reason) {
    announce(
        "AGENT_DESTROYED",
        registration.agent(),
        Map.of("reason", reason, "incarnation", registration.incarnation()));
  }

  void superseded(Registration registration, String reason) {
    announce(
        "AGENT_SUPERSEDED",
        registration.agent(),
        Map.of("reason", reason, "incarnation", registration.incarnation()));
  }

  void status(Registration registration, AgentStatus before, AgentStatus now) {
    announce(
        "AGENT_STATUS_CHANGED",
        registration.agent(),
        Map.of("from", before.name(), "to", now.name()));
  }

  /** Somebody of another process is gone or was heard of again. */
  void judged(AgentChange change) {
    announce(
        change.kind() == AgentChange.Kind.GONE ? "AGENT_GONE" : "AGENT_RETURNED",
        change.agent(),
        Map.of("reason", change.reason()));
  }

  private void announce(String what, AgentId who, Map<String, ?> data) {
    // Where nobody listens, ten thousand registrations need not be put into words.
    if (announcer.isHeard()) {
      announcer.announce(what, who, AGENTS, Payload.of(data), Optional.empty());
    }
  }
}
