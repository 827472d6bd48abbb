package dev.maos.micrometer;

import dev.maos.security.SecurityMetrics;
import java.util.Locale;

/** What is exported of security. */
final class SecurityReadings {
  private static final String MESSAGES = "maos.security.messages";
  private static final String MESSAGES_HELP = "Messages that security has let through, by how";

  private SecurityReadings() {}

  static void read(SecurityMetrics security, Readings into) {
    into.count(MESSAGES, MESSAGES_HELP, security.messagesEncrypted(), "action", "encrypted")
        .count(MESSAGES, MESSAGES_HELP, security.messagesDecrypted(), "action", "decrypted")
        .count(MESSAGES, MESSAGES_HELP, security.messagesPlain(), "action", "plain")
        .count("maos.security.sessions", "Sessions opened", security.sessionsOpened())
        .count("maos.security.denied", "What an agent may not do", security.accessDenied())
        .count("maos.security.rate.limited", "More than an agent may send", security.rateLimited())
        .count("maos.security.tokens.accepted", "Tokens accepted", security.tokensAccepted())
        .count("maos.security.tokens.refused", "Tokens refused", security.tokensRefused())
        .count("maos.security.events.refused", "Events not believed", security.eventsRefused())
        .count("maos.security.ballots.refused", "Ballots not believed", security.ballotsRefused())
        .count("maos.security.audit.lost", "Entries not written", security.auditLost());
    security
        .rejected()
        .forEach((reason, count) ->
            into.count(
                "maos.security.rejected",
                "Messages refused, by reason",
                count,
                "reason",
                reason.name().toLowerCase(Locale.ROOT)));
  }
}
