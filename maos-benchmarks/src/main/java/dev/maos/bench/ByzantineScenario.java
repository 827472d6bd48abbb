package dev.maos.bench;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;

/** What is measured of agreement despite liars. */
public enum ByzantineScenario implements NamedScenario {
  /** Five members with Ed25519 keys agree on one question at a time, each from its own agenda. */
  BYZANTINE_OF_5,
  /** The same with 64 questions on one agenda. */
  BYZANTINE_OF_5_BATCHED,
  /** A stranger reads a certificate of five members and verifies all of it. */
  VERIFY_CERTIFICATE;

  /**
   * Returns the scenario of that name.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_USAGE} with the names that exist
   */
  public static ByzantineScenario of(String id) {
    return NamedScenario.of(values(), id);
  }
}
