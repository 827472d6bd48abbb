package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import java.util.HexFormat;

/**
 * A statement and who made it. Whether that is true is for {@link Checks} to say. Immutable.
 *
 * @param signature in hexadecimal digits
 */
public record Signed<S extends Statement>(AgentId signer, S statement, String signature) {
  static <S extends Statement> Signed<S> by(
      AgentId signer, VoteSigner hand, String agenda, S statement) {
    var signature = hand.sign(statement.bytes(agenda, signer));
    return new Signed<>(signer, statement, HexFormat.of().formatHex(signature));
  }

  /** Whether the same member says the same: signatures may differ in form and mean nothing here. */
  boolean saysTheSameAs(Signed<?> other) {
    return signer.equals(other.signer) && statement.equals(other.statement);
  }

  boolean isTrue(Charter charter, String agenda, VoteVerifier verifier) {
    return charter.includes(signer)
        && verifier.verify(
            charter.key(signer),
            statement.bytes(agenda, signer),
            HexFormat.of().parseHex(signature));
  }
}
