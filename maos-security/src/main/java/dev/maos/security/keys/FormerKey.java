package dev.maos.security.keys;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The public half of a key to {@link KeyPurpose#SIGN} with that another one has replaced.
 *
 * @param replacedAt when that was, here; what was signed by it later is believed by nobody
 */
record FormerKey(PublicKeyInfo key, Instant replacedAt) {
  private static final long ALMOST_A_MILLI = 999_999;

  // A keystore keeps milliseconds. Rounded down, what was said in the same one would be later.
  FormerKey {
    replacedAt = replacedAt.plusNanos(ALMOST_A_MILLI).truncatedTo(ChronoUnit.MILLIS);
  }
}
