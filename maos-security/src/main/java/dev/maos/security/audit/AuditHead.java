package dev.maos.security.audit;

/**
 * Where a log ends: how many lines it has had since it began, and the chain of the last one. Kept
 * elsewhere, it shows later whether lines before it were changed or cut off. Immutable.
 *
 * @param chain 64 hexadecimal digits in lower case
 */
public record AuditHead(long lines, String chain) {
  static final AuditHead START = new AuditHead(0, "0".repeat(64));
}
