package dev.maos.bench;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;

/** What is measured of security, under the name that reports and command lines use. */
public enum SecurityScenario implements NamedScenario {
  /** Sealing in a session, beside a bare loop over a kept cipher. */
  AES_256_GCM,
  /** Messages over the bus, sealed and opened at its doors, beside the same bus without a guard. */
  SEALED_AT_LEAST_ONCE,
  /** A message that is only signed, beside a bare signature. */
  SIGNED_SINGLE,
  /** A message sealed by HPKE and signed, beside both primitives alone. */
  HPKE_SINGLE,
  /** A key for a session, opened at both ends, beside the bare steps of curves. */
  KEY_AGREEMENT;

  /**
   * Returns the scenario of that name.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_USAGE} with the names that exist
   */
  public static SecurityScenario of(String id) {
    return NamedScenario.of(values(), id);
  }
}
