package dev.maos.security;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Looks for inputs that a parser neither reads nor refuses, guided by the code that each reaches.
 * Not part of a build, which reads what is in {@code WireFuzzInputs}; what is found here is to be
 * added there. One method at a time, as CONTRIBUTING.md says.
 */
class WireFuzz {
  private static final String LONG = "10m";

  @FuzzTest(maxDuration = LONG)
  void envelope(byte[] bytes) {
    WireTarget.ENVELOPE.read(bytes);
  }

  @FuzzTest(maxDuration = LONG)
  void certificate(byte[] bytes) {
    WireTarget.CERTIFICATE.read(bytes);
  }

  @FuzzTest(maxDuration = LONG)
  void message(byte[] bytes) {
    WireTarget.MESSAGE.read(bytes);
  }

  @FuzzTest(maxDuration = LONG)
  void notice(byte[] bytes) {
    WireTarget.NOTICE.read(bytes);
  }

  @FuzzTest(maxDuration = LONG)
  void tokens(byte[] bytes) {
    WireTarget.TOKENS.read(bytes);
  }

  @FuzzTest(maxDuration = LONG)
  void pem(byte[] bytes) {
    WireTarget.PEM.read(bytes);
  }

  @FuzzTest(maxDuration = LONG)
  void policy(byte[] bytes) {
    WireTarget.POLICY.read(bytes);
  }

  @FuzzTest(maxDuration = LONG)
  void token(byte[] bytes) {
    WireTarget.TOKEN.read(bytes);
  }
}
