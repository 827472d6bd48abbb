/**
 * What happened to security, in lines that nobody changes unnoticed.
 *
 * <pre>
 *   AuditLog.record(AuditEntry) --- Throttle --- ChainedLine ---&gt; file, file.1, file.2 ...
 *   AuditLog.verify(file) -&gt; AuditVerdict
 * </pre>
 *
 * <p>Start with {@link dev.maos.security.audit.AuditLog}.
 */
package dev.maos.security.audit;
