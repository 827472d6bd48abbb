package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import dev.maos.consensus.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Signatures that are quick to make, for simulations: a hash over a secret, that only this class
 * knows, and the statement. The last byte means nothing, so that anybody can write a signature in
 * another way, as with signature schemes that are malleable.
 */
final class ToyKeys implements VoteVerifier {
  private static final int BYTES = 16;

  private final Map<MemberKey, byte[]> secrets = new HashMap<>();

  private record Hand(MemberKey key, ToyKeys keys) implements VoteSigner {
    @Override
    public byte[] sign(byte[] statement) {
      return Arrays.copyOf(keys.digest(key, statement), BYTES);
    }
  }

  private byte[] digest(MemberKey key, byte[] statement) {
    return Digest.sha256(secrets.getOrDefault(key, new byte[0]), statement);
  }

  VoteSigner hand(AgentId member) {
    var secret = Digest.sha256(("secret of " + member).getBytes(StandardCharsets.UTF_8));
    var key = MemberKey.of(Digest.sha256(secret));
    secrets.put(key, secret);
    return new Hand(key, this);
  }

  @Override
  public boolean isKey(MemberKey key) {
    return secrets.containsKey(key);
  }

  @Override
  public boolean verify(MemberKey key, byte[] statement, byte[] signature) {
    if (!isKey(key) || signature.length != BYTES) {
      return false;
    }
    var right = digest(key, statement);
    return Arrays.equals(right, 0, BYTES - 1, signature, 0, BYTES - 1);
  }

  /** The same signature, written in another way. */
  static <S extends Statement> Signed<S> rewritten(Signed<S> signed) {
    var digits = signed.signature();
    var last = digits.endsWith("00") ? "01" : "00";
    return new Signed<>(
        signed.signer(), signed.statement(), digits.substring(0, digits.length() - 2) + last);
  }
}
