package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import dev.maos.consensus.ByteReader;
import dev.maos.consensus.ByteText;
import java.util.Optional;

/**
 * An agenda as one member puts it to the others, signed, so that only members can fill the seats of
 * a committee. Immutable.
 */
record Invitation(AgentId from, Agenda agenda) {
  private static final String KIND = "INVITATION";

  byte[] write(VoteSigner hand) {
    var out = new ByteText().text(Statement.FORMAT).text(KIND).text(from.value());
    return out.bytes(agenda.canonical()).bytes(hand.sign(signed())).bytes();
  }

  private byte[] signed() {
    return new ByteText()
        .text(Statement.FORMAT)
        .text(KIND)
        .text(agenda.id())
        .text(from.value())
        .bytes();
  }

  /** The invitation in these bytes, if a member of this committee signed one for it. */
  static Optional<Invitation> read(byte[] bytes, Charter charter, VoteVerifier verifier) {
    try {
      var in = new ByteReader(bytes);
      in.expect(Statement.FORMAT);
      in.expect(KIND);
      var from = AgentId.of(in.text());
      var invitation = new Invitation(from, Agenda.read(in.bytes()));
      var signature = in.bytes();
      in.end();
      boolean ours = invitation.agenda.charter().equals(charter) && charter.includes(from);
      return ours && verifier.verify(charter.key(from), invitation.signed(), signature)
          ? Optional.of(invitation)
          : Optional.empty();
    } catch (MaosException | IllegalArgumentException foreign) {
      return Optional.empty();
    }
  }
}
