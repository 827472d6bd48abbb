package dev.maos.bench;

import dev.maos.base.AgentId;
import dev.maos.base.IdSource;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.base.Topic;
import dev.maos.message.Message;
import dev.maos.security.CommunicationSecurity;
import dev.maos.security.SecurityPolicy;
import dev.maos.security.crypto.Ed25519;
import dev.maos.security.crypto.Hpke;
import dev.maos.security.crypto.Secret;
import dev.maos.security.crypto.X25519;
import dev.maos.security.envelope.CipherSuite;
import dev.maos.security.envelope.EnvelopeHeader;
import dev.maos.security.envelope.EnvelopeKind;
import dev.maos.security.envelope.Enveloping;
import dev.maos.security.envelope.Origin;
import dev.maos.security.envelope.Place;
import dev.maos.security.envelope.SealedEnvelope;
import dev.maos.security.keys.AgentKeys;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.session.Correspondence;
import dev.maos.security.session.IncomingKeys;
import dev.maos.security.session.OutgoingSession;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One scenario of security and its limit, for one thread.
 *
 * @param sealed what is measured; returns how many messages it sealed
 * @param limit the same without us
 * @param end what is left to do in the end
 */
record SealedWork(Repetition.Work sealed, Repetition.Work limit, Runnable end)
    implements AutoCloseable {
  private static final AgentId PLANNER = AgentId.of("planner");
  private static final AgentId WORKER = AgentId.of("worker");
  private static final Topic TASKS = Topic.of("tasks");
  private static final byte[] TEXT = new byte[256];
  private static final int AT_ONCE = 100;
  private static final int SIZE_LIMIT = 1 << 20;
  private static final int TAG_BITS = 128;
  private static final int NONCE_SIZE = 12;
  private static final Duration DAY = Duration.ofDays(1);
  private static final SecurityPolicy POLICY =
      SecurityPolicy.defaults()
          .allowedCiphers(EnumSet.of(CipherSuite.AES_256_GCM, CipherSuite.HPKE_X25519))
          .insecureAcceptUnencrypted();

  static SealedWork of(SecurityScenario scenario, String uri) throws InterruptedException {
    return switch (scenario) {
      case AES_256_GCM -> session();
      case SEALED_AT_LEAST_ONCE -> SealedBus.work(uri);
      case SIGNED_SINGLE ->
          new SealedWork(single(CipherSuite.SIGNED_CLEAR), signatures(), () -> {});
      case HPKE_SINGLE -> new SealedWork(single(CipherSuite.HPKE_X25519), hpke(), () -> {});
      case KEY_AGREEMENT -> new SealedWork(agreement(), curves(), () -> {});
    };
  }

  private interface Step {
    Object run();
  }

  /**
   * A step some times. Looking at the last result is enough: each of them changes the state of its
   * cipher, or is too large to be seen through, so none can be left out. Looking at all of them
   * would cost more where each is fresh.
   */
  private static Repetition.Work many(Step step) {
    return () -> {
      Object last = step;
      for (int i = 0; i < AT_ONCE; i++) {
        last = step.run();
      }
      return last == step ? 0 : AT_ONCE;
    };
  }

  /** The keys of both ends, and what is needed to write to the other. */
  private record Ends(
      AgentKeys planner, AgentKeys worker, Enveloping enveloping, Correspondence from) {
    static Ends fresh() {
      var random = new SecureRandom();
      var time = TimeSource.system();
      var purposes = EnumSet.of(KeyPurpose.SIGN, KeyPurpose.AGREE);
      var planner = AgentKeys.generate(PLANNER, purposes, Instant.EPOCH, random);
      var worker = AgentKeys.generate(WORKER, purposes, Instant.EPOCH, random);
      var enveloping = new Enveloping(random);
      var ids = new IdSource(time, random);
      return new Ends(
          planner,
          worker,
          enveloping,
          new Correspondence(enveloping, planner, new UUID(1, 2), DAY, time, ids, random));
    }

    OutgoingSession open() {
      return OutgoingSession.open(from, WORKER, worker.key(KeyPurpose.AGREE).info());
    }
  }

  private static SealedWork session() {
    var ends = Ends.fresh();
    var session = ends.open();
    var header = header(ends, session);
    int aad = session.sealer().seal(header, TEXT).length - TEXT.length - TAG_BITS / Byte.SIZE - 6;
    return new SealedWork(
        many(() -> session.sealer().seal(header, TEXT)), many(keptCipher(aad)), () -> {});
  }

  private static EnvelopeHeader header(Ends ends, OutgoingSession session) {
    var now = Instant.ofEpochMilli(1_767_225_600_000L);
    return new EnvelopeHeader(
        EnvelopeKind.MESSAGE,
        new UUID(1, 2),
        new Origin(PLANNER, ends.planner().key(KeyPurpose.SIGN).info().id(), session.id()),
        session.target(),
        new Place(TASKS, new UUID(3, 4), 2, 0, 1, Optional.empty()),
        now,
        now.plusSeconds(60),
        0);
  }

  /** A cipher of the JDK that is kept, and a nonce that counts up. */
  private static Step keptCipher(int aadLength) {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      var key = new SecretKeySpec(Secret.random(32, new SecureRandom()).bytes(), "AES");
      var nonce = ByteBuffer.allocate(NONCE_SIZE);
      var aad = new byte[aadLength];
      var out = new byte[TEXT.length + TAG_BITS / Byte.SIZE];
      return () -> {
        try {
          nonce.putLong(4, nonce.getLong(4) + 1);
          cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce.array()));
          cipher.updateAAD(aad);
          cipher.doFinal(TEXT, 0, TEXT.length, out, 0);
          return out;
        } catch (GeneralSecurityException e) {
          throw new BenchFailedException("the cipher failed", e);
        }
      };
    } catch (GeneralSecurityException e) {
      throw new BenchFailedException("no AES here", e);
    }
  }

  /** A message of its own, through the front door of security. */
  private static Repetition.Work single(CipherSuite suite) {
    var security = CommunicationSecurity.of(POLICY);
    security.generateAgentKeys(PLANNER);
    security.generateAgentKeys(WORKER);
    var message = Message.from(PLANNER).to(WORKER).on(TASKS).command(Payload.binary(TEXT));
    return many(() -> security.secureMessage(message, WORKER, suite));
  }

  private static Repetition.Work signatures() {
    var key = Ed25519.generate(new SecureRandom());
    var open = Ed25519.publicKey(key);
    return many(() -> Ed25519.sign(key, open, TEXT));
  }

  private static Repetition.Work hpke() {
    var random = new SecureRandom();
    var signing = Ed25519.generate(random);
    var open = Ed25519.publicKey(signing);
    var recipient = X25519.publicKey(X25519.generate(random));
    return many(() -> {
      var sealed = Hpke.AES_256_GCM.seal(recipient, TEXT, encapsulation -> encapsulation, TEXT);
      return Ed25519.sign(signing, open, sealed.ciphertext());
    });
  }

  /** Opened at this end, and at the other: verified, opened and taken. */
  private static Repetition.Work agreement() {
    var ends = Ends.fresh();
    var signer = ends.planner().key(KeyPurpose.SIGN).info();
    var agree = ends.worker().key(KeyPurpose.AGREE);
    var incoming = new IncomingKeys(TimeSource.system(), DAY);
    return many(() -> {
      var opening = SealedEnvelope.read(ends.open().opening(), SIZE_LIMIT);
      ends.enveloping().verify(opening, signer);
      incoming.accept(opening, ends.enveloping().open(opening, agree));
      return opening;
    });
  }

  /** A key made, two agreements, a signature made and checked. */
  private static Repetition.Work curves() {
    var random = new SecureRandom();
    var mine = X25519.generate(random);
    var point = X25519.publicKey(mine);
    var signing = Ed25519.generate(random);
    var open = Ed25519.publicKey(signing);
    return many(() -> {
      var once = X25519.generate(random);
      var encapsulation = X25519.publicKey(once);
      var here = X25519.agree(once, point);
      var signature = Ed25519.sign(signing, open, encapsulation);
      if (!Ed25519.verify(open, encapsulation, signature)) {
        throw new BenchFailedException("a signature did not fit");
      }
      var there = X25519.agree(mine, encapsulation);
      return here.equals(there) ? here : there;
    });
  }

  @Override
  public void close() {
    end.run();
  }
}
