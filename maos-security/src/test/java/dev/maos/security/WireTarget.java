package dev.maos.security;

import dev.maos.backend.Note;
import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.security.access.AccessPolicy;
import dev.maos.security.envelope.SealedEnvelope;
import dev.maos.security.keys.AgentCertificate;
import dev.maos.security.keys.AgentPublicKeys;
import dev.maos.security.keys.Authority;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.keys.KeyRing;
import dev.maos.security.tokens.TokenProof;
import dev.maos.security.tokens.TokenVerifier;
import dev.maos.security.wire.MalformedException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;

/**
 * A parser that reads what strangers write. Whatever that is, it is refused as it should be, or is
 * the one form of what it says: written again it is the same bytes.
 */
enum WireTarget {
  ENVELOPE {
    @Override
    void parse(byte[] bytes) {
      var envelope = SealedEnvelope.read(bytes, MAX_SIZE);
      requireSame(bytes, envelope.bytes());
      var signature = envelope.signature();
      int from = bytes.length - signature.length;
      requireSame(Arrays.copyOfRange(bytes, from, bytes.length), signature);
      require(envelope.toBeSigned().length > 0 && envelope.header().plaintextLength() >= 0);
    }
  },
  CERTIFICATE {
    @Override
    void parse(byte[] bytes) {
      requireSame(bytes, AgentCertificate.read(bytes).bytes());
    }
  },
  MESSAGE {
    @Override
    void parse(byte[] bytes) {
      var content = MessageContent.read(bytes);
      require(content.equals(MessageContent.read(content.bytes())));
    }
  },
  NOTICE {
    @Override
    void parse(byte[] bytes) throws MalformedException {
      // The place that a notice names is somewhere in it; another one is refused.
      for (var slot : new String[] {"block:planner", "policy:", "token:07"}) {
        try {
          var note = new Note(slot, 1, bytes);
          require(Notice.read(note).note().equals(note));
        } catch (MalformedException _) {
          // It belongs somewhere else, or nowhere.
        }
      }
    }
  },
  TOKENS {
    @Override
    void parse(byte[] bytes) throws MalformedException {
      var list = TokenList.parse(text(bytes));
      require(list.equals(TokenList.parse(list.text())));
    }
  },
  PEM {
    @Override
    void parse(byte[] bytes) {
      var keys = AgentPublicKeys.fromPem(PLANNER, text(bytes));
      require(keys.equals(AgentPublicKeys.fromPem(PLANNER, keys.toPem())));
    }
  },
  POLICY {
    @Override
    void parse(byte[] bytes) {
      var policy = AccessPolicy.fromJson(text(bytes));
      require(policy.toJson().equals(AccessPolicy.fromJson(policy.toJson()).toJson()));
    }
  },
  TOKEN {
    @Override
    void parse(byte[] bytes) {
      var token = text(bytes);
      var key = RING.own(PLANNER).key(KeyPurpose.SIGN);
      var _ = VERIFIER.verify(token, TokenProof.of(key, token, VERIFIER.challenge()));
      throw new AssertionError("nobody has signed " + token);
    }
  };

  static final int MAX_SIZE = 1 << 20;

  private static final AgentId PLANNER = AgentId.of("planner");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final KeyRing RING =
      new KeyRing(TimeSource.system(), RANDOM, Duration.ofHours(24));
  private static final TokenVerifier VERIFIER;

  static {
    RING.generate(PLANNER, Set.of(KeyPurpose.SIGN));
    var issuer = Authority.generate(TimeSource.system().now(), RANDOM).publicKey();
    VERIFIER = new TokenVerifier(issuer, "maos", "maos", TimeSource.system(), RANDOM);
  }

  /** Parses; anything that is thrown but what {@link #read} takes is a bug. */
  abstract void parse(byte[] bytes) throws MalformedException;

  /** Reads it, or refuses it. */
  void read(byte[] bytes) {
    try {
      parse(bytes);
    } catch (MalformedException | MaosException _) {
      // It is not one, and was refused.
    }
  }

  /** Where its inputs are, below those of all. */
  String folder() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static void requireSame(byte[] read, byte[] written) {
    require(Arrays.equals(read, written));
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new AssertionError("it is read as something else than it says");
    }
  }
}
