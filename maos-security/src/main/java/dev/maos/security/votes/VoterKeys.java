package dev.maos.security.votes;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.consensus.byzantine.MemberKey;
import dev.maos.consensus.byzantine.VoteSigner;
import dev.maos.consensus.byzantine.VoteVerifier;
import dev.maos.security.crypto.Ed25519;
import dev.maos.security.crypto.Secret;
import dev.maos.security.keys.AgentKey;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.keys.PublicKeyInfo;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The Ed25519 keys of a member of a committee.
 *
 * <p>What is signed is the text {@code "MAOS vote, Ed25519\0"} and the statement behind it, so that
 * a signature made here is none of anything else that is signed with Ed25519. Immutable and
 * thread-safe.
 */
public final class VoterKeys implements VoteSigner {
  private static final byte[] DOMAIN = "MAOS vote, Ed25519\0".getBytes(StandardCharsets.US_ASCII);

  private final Secret secret;
  private final byte[] open;
  private final MemberKey key;

  private VoterKeys(Secret secret) {
    this.secret = secret;
    this.open = Ed25519.publicKey(secret);
    this.key = MemberKey.of(open);
  }

  /** New keys. */
  public static VoterKeys generate(SecureRandom random) {
    return new VoterKeys(Ed25519.generate(random));
  }

  /**
   * The keys that follow from a secret of 32 bytes.
   *
   * @throws MaosException {@link ErrorCode#INVALID_PUBLIC_KEY} if it has another length
   */
  public static VoterKeys of(Secret secret) {
    if (secret.size() != Ed25519.KEY_SIZE) {
      throw new MaosException(
          ErrorCode.INVALID_PUBLIC_KEY,
          "a secret of %d bytes; a voter's has %d".formatted(secret.size(), Ed25519.KEY_SIZE));
    }
    return new VoterKeys(secret);
  }

  /**
   * The hand of an agent that signs its votes with the key it signs its messages with. That is safe
   * because of what stands before each: no vote is a message, nor the other way round.
   *
   * @param key one to {@link KeyPurpose#SIGN} with
   */
  public static VoteSigner signer(AgentKey key) {
    return new Hand(key, key(key.info()));
  }

  /**
   * The public half of such a key.
   *
   * @throws MaosException {@link ErrorCode#INVALID_PUBLIC_KEY} if it is not to {@link
   *     KeyPurpose#SIGN} with
   */
  public static MemberKey key(PublicKeyInfo key) {
    if (key.purpose() != KeyPurpose.SIGN) {
      throw new MaosException(
          ErrorCode.INVALID_PUBLIC_KEY, "a key to %s with signs no votes".formatted(key.purpose()));
    }
    return MemberKey.of(key.raw());
  }

  /** The half that nobody else may know. */
  public Secret secret() {
    return secret;
  }

  @Override
  public MemberKey key() {
    return key;
  }

  @Override
  public byte[] sign(byte[] statement) {
    return Ed25519.sign(secret, open, withDomain(statement));
  }

  /** Checks what members have signed. */
  public static VoteVerifier verifier() {
    return new Verifier();
  }

  private static byte[] withDomain(byte[] statement) {
    var all = Arrays.copyOf(DOMAIN, DOMAIN.length + statement.length);
    System.arraycopy(statement, 0, all, DOMAIN.length, statement.length);
    return all;
  }

  @Override
  public String toString() {
    return "VoterKeys[" + key.digits() + "]";
  }

  private record Hand(AgentKey pair, MemberKey key) implements VoteSigner {
    @Override
    public byte[] sign(byte[] statement) {
      return pair.sign(withDomain(statement));
    }
  }

  private record Verifier() implements VoteVerifier {
    @Override
    public boolean isKey(MemberKey key) {
      return Ed25519.isPublicKey(key.bytes());
    }

    @Override
    public boolean verify(MemberKey key, byte[] statement, byte[] signature) {
      return Ed25519.verify(key.bytes(), withDomain(statement), signature);
    }
  }
}
