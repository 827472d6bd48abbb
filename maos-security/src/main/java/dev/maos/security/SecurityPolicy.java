package dev.maos.security;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.security.envelope.CipherSuite;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is demanded of messages. All is demanded unless somebody says otherwise, by a word that
 * begins with "insecure" and so can be searched for.
 *
 * @param encryption whether content must be hidden
 * @param authentication whether it must be shown whom a message comes from
 * @param replayProtection whether a message counts once only
 * @param allowedCiphers the suites that are accepted and used; others are refused before any key is
 *     touched
 * @param maxMessageLifetime how long a message may live, 1 second to 30 days; so long replaced keys
 *     and the ids of messages are remembered
 * @param clockSkew by how much the clocks of others may differ, zero to 10 minutes
 * @param maxEnvelopeBytes larger ones are not looked at, 1 KiB to 64 MiB
 */
public record SecurityPolicy(
    Demand encryption,
    Demand authentication,
    Demand replayProtection,
    Set<CipherSuite> allowedCiphers,
    Duration maxMessageLifetime,
    Duration clockSkew,
    int maxEnvelopeBytes) {
  private static final int KIB = 1024;
  private static final int MAX_ENVELOPE = 64 * KIB * KIB;
  private static final SecurityPolicy DEFAULTS =
      new SecurityPolicy(
          Demand.REQUIRED,
          Demand.REQUIRED,
          Demand.REQUIRED,
          EnumSet.of(CipherSuite.HPKE_X25519, CipherSuite.HYBRID, CipherSuite.AES_256_GCM),
          Duration.ofHours(24),
          Duration.ofSeconds(30),
          16 * KIB * KIB);

  /** Whether something must be. */
  public enum Demand {
    REQUIRED,
    NOT_REQUIRED
  }

  /** Checks that the parts go together, or refuses them with {@link ErrorCode#INVALID_POLICY}. */
  public SecurityPolicy {
    allowedCiphers = Set.copyOf(allowedCiphers);
    if (encryption == Demand.REQUIRED) {
      if (allowedCiphers.stream().noneMatch(CipherSuite::hides)) {
        throw refusal(
            "allowedCiphers", allowedCiphers, "one that hides, as encryption is required");
      }
      if (!allowedCiphers.stream().allMatch(CipherSuite::hides)) {
        throw refusal("allowedCiphers", allowedCiphers, "none but those that hide");
      }
    }
    if (encryption == Demand.REQUIRED && authentication == Demand.NOT_REQUIRED) {
      throw refusal("authentication", authentication, "REQUIRED, as encryption is");
    }
    requireRange(
        "maxMessageLifetime", maxMessageLifetime, Duration.ofSeconds(1), Duration.ofDays(30));
    requireRange("clockSkew", clockSkew, Duration.ZERO, Duration.ofMinutes(10));
    if (maxEnvelopeBytes < KIB || maxEnvelopeBytes > MAX_ENVELOPE) {
      throw refusal("maxEnvelopeBytes", maxEnvelopeBytes, "1 KiB to 64 MiB");
    }
  }

  private static void requireRange(String field, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw refusal(field, value, "%s to %s".formatted(least, most));
    }
  }

  private static InvalidInputException refusal(String field, Object value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_POLICY, field, value.toString(), allowed);
  }

  /** Everything is demanded; HPKE_X25519, HYBRID and AES_256_GCM are allowed. */
  public static SecurityPolicy defaults() {
    return DEFAULTS;
  }

  /** This policy with other suites. */
  public SecurityPolicy allowedCiphers(Set<CipherSuite> suites) {
    return new SecurityPolicy(
        encryption,
        authentication,
        replayProtection,
        suites,
        maxMessageLifetime,
        clockSkew,
        maxEnvelopeBytes);
  }

  /** This policy with another bound on the life of messages. */
  public SecurityPolicy maxMessageLifetime(Duration longest) {
    return new SecurityPolicy(
        encryption,
        authentication,
        replayProtection,
        allowedCiphers,
        longest,
        clockSkew,
        maxEnvelopeBytes);
  }

  /** This policy, bearing clocks that differ by as much. */
  public SecurityPolicy clockSkew(Duration most) {
    return new SecurityPolicy(
        encryption,
        authentication,
        replayProtection,
        allowedCiphers,
        maxMessageLifetime,
        most,
        maxEnvelopeBytes);
  }

  /** This policy with another bound on the size of envelopes. */
  public SecurityPolicy maxEnvelopeBytes(int most) {
    return new SecurityPolicy(
        encryption,
        authentication,
        replayProtection,
        allowedCiphers,
        maxMessageLifetime,
        clockSkew,
        most);
  }

  /** Takes messages that everybody can read, as long as they are signed. */
  public SecurityPolicy insecureAcceptUnencrypted() {
    var more = EnumSet.of(CipherSuite.SIGNED_CLEAR);
    more.addAll(allowedCiphers);
    return new SecurityPolicy(
        Demand.NOT_REQUIRED,
        authentication,
        replayProtection,
        more,
        maxMessageLifetime,
        clockSkew,
        maxEnvelopeBytes);
  }

  /** Takes messages as they come, that anybody may have written, changed and read. */
  public SecurityPolicy insecureAcceptPlain() {
    var clear = insecureAcceptUnencrypted();
    return new SecurityPolicy(
        clear.encryption,
        Demand.NOT_REQUIRED,
        replayProtection,
        clear.allowedCiphers,
        maxMessageLifetime,
        clockSkew,
        maxEnvelopeBytes);
  }

  /** Takes the same message as often as it comes. */
  public SecurityPolicy insecureAcceptReplays() {
    return new SecurityPolicy(
        encryption,
        authentication,
        Demand.NOT_REQUIRED,
        allowedCiphers,
        maxMessageLifetime,
        clockSkew,
        maxEnvelopeBytes);
  }
}
