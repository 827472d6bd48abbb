package dev.maos.security;

import dev.maos.testkit.house.House;
import dev.maos.testkit.house.HouseContract;

/** The shape of security: imports run downwards, and one class sees the library of curves. */
class ArchitectureTest extends HouseContract {
  private static final String BACKEND = "dev.maos.backend";
  private static final String BASE = "dev.maos.base";
  private static final String MESSAGE = "dev.maos.message";
  private static final String MONITOR = "dev.maos.monitor";
  private static final String SECURITY = "dev.maos.security";
  private static final String ACCESS = "dev.maos.security.access";
  private static final String AUDIT = "dev.maos.security.audit";
  private static final String CRYPTO = "dev.maos.security.crypto";
  private static final String LIMITS = "dev.maos.security.limits";
  private static final String TOKENS = "dev.maos.security.tokens";
  private static final String WIRE = "dev.maos.security.wire";
  private static final String KEYS = "dev.maos.security.keys";
  private static final String ENVELOPE = "dev.maos.security.envelope";
  private static final String SESSION = "dev.maos.security.session";

  private static final String EVENT = "dev.maos.event";
  private static final String CONSENSUS = "dev.maos.consensus";
  private static final String BYZANTINE = "dev.maos.consensus.byzantine";
  private static final String VOTES = "dev.maos.security.votes";

  private static final House HOUSE =
      House.of(CommunicationSecurity.class)
          .room(ACCESS, BASE)
          .room(LIMITS, BACKEND, BASE)
          .room(CRYPTO, BASE)
          .room(WIRE)
          .room(AUDIT, CRYPTO, BASE)
          .room(KEYS, WIRE, CRYPTO, BASE)
          .room(TOKENS, KEYS, WIRE, CRYPTO, BASE)
          .room(ENVELOPE, KEYS, WIRE, CRYPTO, BASE)
          .room(SESSION, ENVELOPE, KEYS, WIRE, CRYPTO, BASE)
          .room(VOTES, BYZANTINE, KEYS, CRYPTO, BASE)
          .room(
              SECURITY, BACKEND, MESSAGE, EVENT, CONSENSUS, MONITOR, SESSION, ENVELOPE, KEYS, WIRE,
              ACCESS, LIMITS, AUDIT, TOKENS, CRYPTO, BASE)
          .library("org.bouncycastle", CRYPTO + ".BouncyCastle")
          .library("com.nimbusds", TOKENS + ".Nimbus");

  @Override
  protected House house() {
    return HOUSE;
  }
}
