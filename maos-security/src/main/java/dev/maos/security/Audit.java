package dev.maos.security;

import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import dev.maos.message.Message;
import dev.maos.security.audit.AuditEntry;
import dev.maos.security.audit.AuditKind;
import dev.maos.security.audit.AuditLog;
import dev.maos.security.crypto.Rejection;
import java.util.Optional;

/** Writes to the audit log, if there is one. Thread-safe. */
final class Audit {
  private final Optional<AuditLog> log;

  Audit(Optional<AuditLog> log) {
    this.log = log;
  }

  void note(AuditKind kind, AgentId who, String detail) {
    log.ifPresent(known -> known.record(AuditEntry.of(kind, who, detail)));
  }

  void note(AuditKind kind, String detail) {
    log.ifPresent(known -> known.record(AuditEntry.of(kind, detail)));
  }

  /**
   * The sender is the one that the message names; whether it is that one was perhaps the reason.
   */
  void rejected(Message message, Rejection reason) {
    note(AuditKind.MESSAGE_REJECTED, message.sender(), reason.name());
  }

  /** Notes why something was refused, by its code alone, which tells no secret. */
  void refused(AuditKind kind, AgentId who, MaosException refusal) {
    note(kind, who, refusal.code().name());
  }

  boolean isKept() {
    return log.isPresent();
  }

  long lost() {
    return log.map(AuditLog::lost).orElse(0L);
  }
}
