package dev.maos.security.votes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import dev.maos.consensus.byzantine.MemberKey;
import dev.maos.security.crypto.Ed25519;
import dev.maos.security.crypto.Secret;
import dev.maos.security.keys.AgentKeys;
import dev.maos.security.keys.KeyPurpose;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class VoterKeysTest {
  private static final byte[] STATEMENT = "what is said".getBytes(StandardCharsets.UTF_8);

  private final VoterKeys keys = VoterKeys.generate(new SecureRandom());

  @Test
  void whatIsSignedIsTrueForItsKeyAlone() {
    var signature = keys.sign(STATEMENT);
    var other = VoterKeys.generate(new SecureRandom());

    assertThat(VoterKeys.verifier().verify(keys.key(), STATEMENT, signature)).isTrue();
    assertThat(VoterKeys.verifier().verify(other.key(), STATEMENT, signature)).isFalse();
  }

  @Test
  void everyBitOfASignatureMatters() {
    var signature = keys.sign(STATEMENT);

    for (int bit = 0; bit < signature.length * Byte.SIZE; bit++) {
      var changed = signature.clone();
      changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertThat(VoterKeys.verifier().verify(keys.key(), STATEMENT, changed))
          .as("bit %d", bit)
          .isFalse();
    }
  }

  @Test
  void aSignatureOfSomethingElseThatIsSignedIsNoVote() {
    var elsewhere = Ed25519.sign(keys.secret(), keys.key().bytes(), STATEMENT);

    assertThat(VoterKeys.verifier().verify(keys.key(), STATEMENT, elsewhere)).isFalse();
    assertThat(Ed25519.verify(keys.key().bytes(), STATEMENT, keys.sign(STATEMENT))).isFalse();
  }

  @Test
  void anAgentVotesWithTheKeyThatItSignsWithAndNoneOfItsMessagesIsAVote() {
    var agent =
        AgentKeys.generate(
            AgentId.of("ann"),
            EnumSet.of(KeyPurpose.SIGN, KeyPurpose.AGREE),
            Instant.EPOCH,
            new SecureRandom());
    var key = agent.key(KeyPurpose.SIGN);
    var hand = VoterKeys.signer(key);

    assertThat(hand.key()).isEqualTo(VoterKeys.key(key.info()));
    assertThat(VoterKeys.verifier().verify(hand.key(), STATEMENT, hand.sign(STATEMENT))).isTrue();
    assertThat(VoterKeys.verifier().verify(hand.key(), STATEMENT, key.sign(STATEMENT))).isFalse();
    assertThatThrownBy(() -> VoterKeys.signer(agent.key(KeyPurpose.AGREE)))
        .isInstanceOf(MaosException.class)
        .hasMessageContaining("INVALID_PUBLIC_KEY");
  }

  @Test
  void theSameSecretGivesTheSameKeys() {
    var again = VoterKeys.of(Secret.of(keys.secret().bytes()));

    assertThat(again.key()).isEqualTo(keys.key());
    assertThat(again.sign(STATEMENT)).isEqualTo(keys.sign(STATEMENT));
  }

  @Test
  void pointsOfLowOrderAreNoKeys() {
    var neutral = new byte[32];
    neutral[0] = 1;

    assertThat(VoterKeys.verifier().isKey(MemberKey.of(neutral))).isFalse();
    assertThat(VoterKeys.verifier().isKey(keys.key())).isTrue();
  }

  @Test
  void aSecretOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> VoterKeys.of(Secret.of(new byte[31])))
        .isInstanceOf(MaosException.class)
        .hasMessageContaining("31 bytes");
  }

  @Test
  void theSecretDoesNotShow() {
    assertThat(keys.toString()).isEqualTo("VoterKeys[" + keys.key().digits() + "]");
  }
}
