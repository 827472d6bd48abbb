package dev.maos.cli;

import dev.maos.security.keys.KeyPurpose;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** What else keys are made for, beside signing and agreeing on secrets. */
final class PurposeOptions {
  @Option(names = "--rsa", description = "A key of RSA too, for HYBRID and RSA_OAEP.")
  private boolean rsa;

  @Option(
      names = "--post-quantum",
      description =
          "A key of X-Wing (ML-KEM-768 and X25519) too, for HPKE_XWING: what is sealed for it stays"
              + " secret beyond quantum computers. Signatures stay Ed25519.")
  private boolean postQuantum;

  /** The purposes that are named. */
  Set<KeyPurpose> named() {
    var purposes = EnumSet.noneOf(KeyPurpose.class);
    if (rsa) {
      purposes.add(KeyPurpose.WRAP);
    }
    if (postQuantum) {
      purposes.add(KeyPurpose.AGREE_LASTING);
    }
    return purposes;
  }
}
