package dev.maos.security.session;

import dev.maos.base.AgentId;
import dev.maos.base.IdSource;
import dev.maos.base.TimeSource;
import dev.maos.base.Topic;
import dev.maos.security.crypto.KeptCipher;
import dev.maos.security.crypto.Secret;
import dev.maos.security.envelope.CipherSuite;
import dev.maos.security.envelope.EnvelopeHeader;
import dev.maos.security.envelope.EnvelopeKind;
import dev.maos.security.envelope.Enveloping;
import dev.maos.security.envelope.Origin;
import dev.maos.security.envelope.Place;
import dev.maos.security.envelope.SealedEnvelope;
import dev.maos.security.keys.AgentKeys;
import dev.maos.security.keys.KeyPurpose;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * How long sealing takes, beside a bare loop over a kept cipher. Run by hand: the class has a
 * {@code main}, and prints microseconds for one message of 256 bytes.
 */
final class SealSpeed {
  private static final int TEXT_SIZE = 256;
  private static final int ROUNDS = 5;
  private static final int TURNS = 40;
  private static final byte[] TEXT = new byte[TEXT_SIZE];

  private static long sink;

  private SealSpeed() {}

  public static void main(String[] arguments) {
    var random = new SecureRandom();
    var enveloping = new Enveloping(random);
    var planner = keys("planner", random);
    var worker = keys("worker", random);
    var deployment = new UUID(1, 2);
    var time = TimeSource.system();
    var from =
        new Correspondence(
            enveloping,
            planner,
            deployment,
            Duration.ofDays(1),
            time,
            new IdSource(time, random),
            random);
    var agree = worker.key(KeyPurpose.AGREE);
    var signer = planner.key(KeyPurpose.SIGN);
    var session = OutgoingSession.open(from, worker.agent(), agree.info());
    var header = header(planner, deployment, session);
    var sealed = SealedEnvelope.read(session.sealer().seal(header, TEXT), 1 << 20);
    int aadLength = sealed.bytes().length - TEXT_SIZE - 16 - 6;

    var bare = new KeptCipher(Secret.random(32, random));
    var out = new byte[aadLength + TEXT_SIZE + 16];
    double loop = Double.MAX_VALUE;
    double suite = Double.MAX_VALUE;
    // In turns, so that what else the machine does slows both.
    for (int turn = 0; turn < TURNS; turn++) {
      loop =
          Math.min(loop, once(50_000, k -> bare.seal(k, out, 0, aadLength, aadLength, TEXT_SIZE)));
      suite =
          Math.min(suite, once(50_000, _ -> sink += session.sealer().seal(header, TEXT).length));
    }
    System.out.printf(Locale.ROOT, "kept cipher alone %.2f us%n", loop);
    System.out.printf(Locale.ROOT, "AES_256_GCM seal  %.2f us%n", suite);
    System.out.printf(Locale.ROOT, "suite at %.0f %% of the loop%n", 100 * loop / suite);

    var incoming = new IncomingKeys(time, Duration.ofDays(1));
    var opening = SealedEnvelope.read(session.opening(), 1 << 20);
    incoming.accept(opening, enveloping.open(opening, agree));
    var bytes = session.sealer().seal(header, TEXT);
    measure(
        "AES_256_GCM read, open",
        400_000,
        _ -> {
          var envelope = SealedEnvelope.read(bytes, 1 << 20);
          sink += incoming.opener(envelope).open(envelope).length;
        });
    measure("Ed25519 sign", 5_000, _ -> sink += signer.sign(TEXT).length);
    var hpke = enveloping.seal(CipherSuite.HPKE_X25519, header, TEXT, agree.info(), signer);
    measure(
        "HPKE seal, sign",
        2_000,
        _ ->
            sink +=
                enveloping.seal(CipherSuite.HPKE_X25519, header, TEXT, agree.info(), signer)
                    .length);
    measure(
        "HPKE read, verify, open",
        2_000,
        _ -> {
          var envelope = SealedEnvelope.read(hpke, 1 << 20);
          enveloping.verify(envelope, signer.info());
          sink += enveloping.open(envelope, agree).length;
        });
    measure(
        "key agreement, both sides",
        1_000,
        _ -> {
          var fresh = OutgoingSession.open(from, worker.agent(), agree.info());
          var envelope = SealedEnvelope.read(fresh.opening(), 1 << 20);
          enveloping.verify(envelope, signer.info());
          sink += enveloping.open(envelope, agree).length;
        });
  }

  private interface Step {
    void run(long i);
  }

  /** The best of some rounds, in microseconds a step. */
  private static void measure(String what, int steps, Step step) {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      best = Math.min(best, once(steps, step));
    }
    System.out.printf(Locale.ROOT, "%-28s %8.2f us%n", what, best);
  }

  private static double once(int steps, Step step) {
    long start = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      step.run(i);
    }
    return (System.nanoTime() - start) / 1_000.0 / steps;
  }

  private static EnvelopeHeader header(AgentKeys from, UUID deployment, OutgoingSession session) {
    var now = Instant.ofEpochMilli(1_767_225_600_000L);
    return new EnvelopeHeader(
        EnvelopeKind.MESSAGE,
        deployment,
        new Origin(from.agent(), from.key(KeyPurpose.SIGN).info().id(), session.id()),
        session.target(),
        new Place(Topic.of("tasks.reviews"), new UUID(3, 4), 2, 0, 1, Optional.empty()),
        now,
        now.plusSeconds(60),
        0);
  }

  private static AgentKeys keys(String agent, SecureRandom random) {
    return AgentKeys.generate(
        AgentId.of(agent), EnumSet.of(KeyPurpose.SIGN, KeyPurpose.AGREE), Instant.EPOCH, random);
  }
}
