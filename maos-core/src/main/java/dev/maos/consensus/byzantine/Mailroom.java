package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import dev.maos.consensus.ByteReader;
import dev.maos.consensus.ByteText;
import java.util.List;
import java.util.Optional;

/** Letters, invitations and requests for them, as bytes for the courier. Thread-safe. */
final class Mailroom {
  private static final String ASK = "ASK";

  private final Charter charter;
  private final Member member;
  private final Courier courier;

  /** What came. */
  sealed interface Mail {
    /** Somebody wants to know what an agenda is. */
    record Asked(String agenda) implements Mail {}

    /** There is an agenda. */
    record Invited(Invitation invitation) implements Mail {}

    /** A letter to the seat in an agenda. */
    record Sent(String agenda) implements Mail {}

    /** Nothing of this committee. */
    record Foreign() implements Mail {}
  }

  Mailroom(Charter charter, Member member, Courier courier) {
    this.charter = charter;
    this.member = member;
    this.courier = courier;
  }

  Mail read(byte[] bytes) {
    var in = new ByteReader(bytes);
    in.expect(Statement.FORMAT);
    return switch (in.text()) {
      case ASK -> new Mail.Asked(in.text());
      case Form.LETTER -> new Mail.Sent(in.text());
      default ->
          Invitation.read(bytes, charter, member.verifier())
              .<Mail>map(Mail.Invited::new)
              .orElseGet(Mail.Foreign::new);
    };
  }

  void send(Letter letter, Agenda agenda, Optional<AgentId> to) {
    send(to.map(List::of).orElse(charter.members()), Form.letter(agenda.id(), letter));
  }

  void invite(Agenda agenda) {
    send(charter.members(), invitation(agenda));
  }

  void invite(Agenda agenda, AgentId to) {
    send(List.of(to), invitation(agenda));
  }

  private byte[] invitation(Agenda agenda) {
    return new Invitation(member.id(), agenda).write(member.signer());
  }

  void ask(String agenda, AgentId to) {
    send(List.of(to), new ByteText().text(Statement.FORMAT).text(ASK).text(agenda).bytes());
  }

  // Answers go to members only, whoever asks.
  private void send(List<AgentId> to, byte[] bytes) {
    var others = to.stream().filter(it -> charter.includes(it) && !it.equals(member.id())).toList();
    if (!others.isEmpty()) {
      courier.send(member.id(), others, bytes);
    }
  }
}
