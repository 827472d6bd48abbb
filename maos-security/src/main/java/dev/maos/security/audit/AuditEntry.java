package dev.maos.security.audit;

import dev.maos.base.AgentId;
import dev.maos.base.InvalidInputException;

/**
 * Something that happened to security. Its texts are escaped and cut to 64 characters, so no log
 * can be forged through them. Immutable.
 *
 * @param who the agent that it is about; empty if there is none
 * @param detail never content, keys, tokens or passwords
 */
public record AuditEntry(AuditKind kind, String who, String detail) {
  /** Escapes the texts. */
  public AuditEntry {
    who = InvalidInputException.escape(who);
    detail = InvalidInputException.escape(detail);
  }

  /** An entry about an agent. */
  public static AuditEntry of(AuditKind kind, AgentId who, String detail) {
    return new AuditEntry(kind, who.value(), detail);
  }

  /** An entry about no agent. */
  public static AuditEntry of(AuditKind kind, String detail) {
    return new AuditEntry(kind, "", detail);
  }
}
