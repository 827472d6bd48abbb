package dev.maos.security;

import dev.maos.security.crypto.Aead;
import dev.maos.testkit.house.House;
import dev.maos.testkit.house.HouseContract;

/** The shape of security: imports run downwards, and one class sees the library of curves. */
class ArchitectureTest extends HouseContract {
  private static final String CRYPTO = "dev.maos.security.crypto";

  private static final House HOUSE =
      House.of(Aead.class)
          .room(CRYPTO, "dev.maos.base")
          .library("org.bouncycastle", CRYPTO + ".BouncyCastle");

  @Override
  protected House house() {
    return HOUSE;
  }
}
