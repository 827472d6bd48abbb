package dev.maos.security.envelope;

import dev.maos.base.AgentId;
import dev.maos.base.Topic;
import dev.maos.security.keys.AgentKey;
import dev.maos.security.keys.AgentKeys;
import dev.maos.security.keys.KeyId;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.keys.PublicKeyInfo;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;

/** A sender and a recipient with keys of all purposes, and what they write. */
final class Pair {
  static final SecureRandom RANDOM = new SecureRandom();
  static final UUID DEPLOYMENT = new UUID(7, 7);
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final AgentKeys PLANNER = keys("planner");
  static final AgentKeys WORKER = keys("worker");
  static final int MAX_SIZE = 1 << 20;

  final Enveloping enveloping = new Enveloping(RANDOM);

  private static AgentKeys keys(String agent) {
    return AgentKeys.generate(AgentId.of(agent), EnumSet.allOf(KeyPurpose.class), NOW, RANDOM);
  }

  static AgentKey signer() {
    return PLANNER.key(KeyPurpose.SIGN);
  }

  static AgentKey opener(CipherSuite suite) {
    return WORKER.key(suite.recipientKey().orElseThrow());
  }

  static EnvelopeHeader header(AgentKeys sender, KeyId recipientKey) {
    return new EnvelopeHeader(
        EnvelopeKind.MESSAGE,
        DEPLOYMENT,
        new Origin(sender.agent(), sender.key(KeyPurpose.SIGN).info().id(), new UUID(1, 2)),
        new Target(Target.Type.AGENT, "worker", recipientKey, 0),
        new Place(Topic.of("tasks"), new UUID(3, 4), 2, 5, 1, Optional.of(new UUID(5, 6))),
        NOW,
        NOW.plusSeconds(60),
        0);
  }

  byte[] sealed(CipherSuite suite, byte[] plaintext) {
    if (suite == CipherSuite.SIGNED_CLEAR) {
      return enveloping.signInTheClear(header(PLANNER, KeyId.NONE), plaintext, signer());
    }
    PublicKeyInfo to = opener(suite).info();
    return enveloping.seal(suite, header(PLANNER, to.id()), plaintext, to, signer());
  }

  /** Checks and opens, as a recipient does. */
  byte[] opened(byte[] bytes) {
    var envelope = SealedEnvelope.read(bytes, MAX_SIZE);
    enveloping.verify(envelope, signer().info());
    return openedUnverified(envelope);
  }

  byte[] openedUnverified(SealedEnvelope envelope) {
    return envelope.suite() == CipherSuite.SIGNED_CLEAR
        ? enveloping.readInTheClear(envelope)
        : enveloping.open(envelope, opener(envelope.suite()));
  }
}
