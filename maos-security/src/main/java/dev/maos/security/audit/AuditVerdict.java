package dev.maos.security.audit;

import java.nio.file.Path;

/** Whether the lines of a log are those that were written. */
public sealed interface AuditVerdict {
  /** All lines follow from one another. */
  record Intact(AuditHead head) implements AuditVerdict {}

  /**
   * They do not.
   *
   * @param line the first that does not follow from those before it, from 1 in its file
   */
  record Broken(Path file, long line, String why) implements AuditVerdict {}
}
