package dev.maos.security.audit;

/** What an entry of the audit log tells. */
public enum AuditKind {
  /** A file begins; the detail is the chain of the file before it. */
  LOG_BEGINS(Pace.EACH),
  /** The end of the file was not a whole line, and was cut off. */
  LOG_MENDED(Pace.EACH),
  /** Entries before this one could not be written. */
  ENTRIES_LOST(Pace.EACH),
  /** Keys were made for an agent of this process. */
  KEYS_GENERATED(Pace.EACH),
  /** The keys of an agent of this process were replaced. */
  KEYS_ROTATED(Pace.EACH),
  /** The keys of another agent were trusted. */
  KEYS_IMPORTED(Pace.EACH),
  /** Other keys of another agent were trusted in the place of those before. */
  KEYS_APPROVED(Pace.EACH),
  /** Keys of another agent were refused. */
  KEYS_REFUSED(Pace.OFTEN),
  /** A key counts no more. */
  KEY_REVOKED(Pace.EACH),
  /** An agent is trusted. */
  AGENT_TRUSTED(Pace.EACH),
  /** An agent is not trusted any more. */
  AGENT_DISTRUSTED(Pace.EACH),
  /** An agent is blocked. */
  AGENT_BLOCKED(Pace.EACH),
  /** An agent is not blocked any more. */
  AGENT_UNBLOCKED(Pace.EACH),
  /** Another access policy counts. */
  POLICY_REPLACED(Pace.EACH),
  /** An access policy was not taken. */
  POLICY_REFUSED(Pace.OFTEN),
  /** Something that was said in the shared tables was not believed. */
  NOTICE_REFUSED(Pace.OFTEN),
  /** An agent of this process wanted to do what it may not. */
  ACCESS_DENIED(Pace.OFTEN),
  /** An agent of this process wanted to send more than it may. */
  RATE_LIMITED(Pace.OFTEN),
  /** A message was refused that came in. */
  MESSAGE_REJECTED(Pace.OFTEN),
  /** An event was read that is not seen to be its source's, or that agent may not tell it. */
  EVENT_REJECTED(Pace.OFTEN),
  /** A ballot was read that is not seen to be its voter's, or that agent may not vote. */
  BALLOT_REJECTED(Pace.OFTEN),
  /** Somebody has shown a token that counts. */
  TOKEN_ACCEPTED(Pace.OFTEN),
  /** Somebody has shown a token that does not count. */
  TOKEN_REFUSED(Pace.OFTEN),
  /** A token counts no more. */
  TOKEN_REVOKED(Pace.EACH);

  /** How often something may happen. */
  private enum Pace {
    /** Each is a line. */
    EACH,
    /** Others decide how often: a line a second, with the number of those that were not written. */
    OFTEN
  }

  private final Pace pace;

  AuditKind(Pace pace) {
    this.pace = pace;
  }

  boolean isThrottled() {
    return pace == Pace.OFTEN;
  }
}
