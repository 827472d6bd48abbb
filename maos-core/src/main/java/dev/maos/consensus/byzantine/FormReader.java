package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.ByteReader;
import dev.maos.consensus.Decision;
import dev.maos.consensus.VoteForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads what {@link Form} has written, and refuses anything else with {@link
 * dev.maos.base.ErrorCode#FOREIGN_ENTRY}, or as the part itself refuses it. Used once. Not
 * thread-safe.
 */
final class FormReader {
  private final ByteReader in;

  private FormReader(byte[] bytes, String kind) {
    this.in = new ByteReader(bytes);
    in.expect(Statement.FORMAT);
    in.expect(kind);
  }

  /** Of which agenda a letter speaks. */
  static String agenda(byte[] letter) {
    return new FormReader(letter, Form.LETTER).in.text();
  }

  static Letter letter(byte[] bytes, String agenda) {
    var reader = new FormReader(bytes, Form.LETTER);
    reader.in.expect(agenda);
    var letter = reader.letter();
    reader.in.end();
    return letter;
  }

  static Memory memory(byte[] bytes, String agenda) {
    var reader = new FormReader(bytes, Form.MEMORY);
    reader.in.expect(agenda);
    var paper = reader.optional(reader::paper);
    int round = reader.in.small();
    var change = reader.optional(reader::report);
    var proposal = reader.optional(reader::proposed);
    var prepare = reader.optional(() -> reader.signed(Statement.Prepare.class));
    var lock = reader.optional(reader::lock);
    var decided = reader.optional(reader::embedded);
    reader.in.end();
    return new Memory(paper, round, change, proposal, prepare, lock, decided);
  }

  /** A certificate in its one form. */
  static Certificate certificate(byte[] bytes) {
    var reader = new FormReader(bytes, Form.CERTIFICATE);
    var agenda = Agenda.read(reader.in.bytes());
    var set = reader.set();
    var decisions = reader.all(reader::decision);
    int round = reader.in.small();
    var digest = digest(agenda, set);
    var commits = reader.all(() -> reader.commit(round, digest));
    reader.in.end();
    return new Certificate(agenda, set, decisions, round, commits);
  }

  // What is signed follows from the ballots, so it is not written down once more.
  private static String digest(Agenda agenda, BallotSet set) {
    set.papers().forEach(paper -> agenda.check(paper.signer(), paper.statement()));
    return agenda.judge(set).digest();
  }

  private Signed<Statement.Commit> commit(int round, String digest) {
    var signer = AgentId.of(in.text());
    return new Signed<>(signer, new Statement.Commit(round, digest), signature());
  }

  private Decision decision() {
    var bytes = in.bytes();
    var decision = VoteForm.decision(bytes);
    requireOneForm(bytes, VoteForm.write(decision));
    return decision;
  }

  private static void requireOneForm(byte[] read, byte[] written) {
    if (!Arrays.equals(read, written)) {
      throw ByteReader.foreign("has a part that is written in another way than the one allowed");
    }
  }

  private Letter letter() {
    var kind = in.text();
    return switch (kind) {
      case "PAPERS" -> new Letter.Papers(all(this::paper));
      case "PROPOSED" -> proposedRest();
      case "PREPARED" -> new Letter.Prepared(signed(Statement.Prepare.class));
      case "COMMITTED" -> new Letter.Committed(signed(Statement.Commit.class));
      case "CHANGED" -> new Letter.Changed(report(), optional(this::set));
      case "ACCUSED" -> new Letter.Accused(new Evidence(signed(), signed()));
      case "ENDED" -> new Letter.Ended(embedded());
      default -> throw ByteReader.foreign("is a letter of an unknown kind");
    };
  }

  private Letter.Proposed proposed() {
    in.expect("PROPOSED");
    return proposedRest();
  }

  private Letter.Proposed proposedRest() {
    return new Letter.Proposed(signed(Statement.Propose.class), set(), all(this::report));
  }

  private Certificate embedded() {
    return certificate(in.bytes());
  }

  private Signed<Statement.Paper> paper() {
    return signed(Statement.Paper.class);
  }

  private <S extends Statement> Signed<S> signed(Class<S> type) {
    var signed = signed();
    if (!type.isInstance(signed.statement())) {
      throw ByteReader.foreign("has a statement of another kind than " + type.getSimpleName());
    }
    return new Signed<>(signed.signer(), type.cast(signed.statement()), signed.signature());
  }

  private Signed<?> signed() {
    var signer = AgentId.of(in.text());
    var kind = in.text();
    int round = in.small();
    Statement statement =
        switch (kind) {
          case "BALLOT" -> ballots();
          case "PROPOSE" -> new Statement.Propose(round, in.text());
          case "PREPARE" -> new Statement.Prepare(round, in.text());
          case "COMMIT" -> new Statement.Commit(round, in.text());
          case "ROUND_CHANGE" -> new Statement.RoundChange(round, in.small(), in.text());
          default -> throw ByteReader.foreign("has an unknown kind of statement");
        };
    if (statement.round() != round) {
      throw ByteReader.foreign("has a round where none belongs");
    }
    return new Signed<>(signer, statement, signature());
  }

  private Statement.Paper ballots() {
    return new Statement.Paper(all(this::ballot));
  }

  private Optional<Ballot> ballot() {
    var bytes = in.bytes();
    if (bytes.length == 0) {
      return Optional.empty();
    }
    var ballot = VoteForm.ballot(bytes);
    requireOneForm(bytes, VoteForm.write(ballot));
    return Optional.of(ballot);
  }

  private String signature() {
    return HexFormat.of().formatHex(in.bytes());
  }

  private BallotSet set() {
    return new BallotSet(all(() -> new Signed<>(AgentId.of(in.text()), ballots(), signature())));
  }

  private Report report() {
    return new Report(
        signed(Statement.RoundChange.class), all(() -> signed(Statement.Prepare.class)));
  }

  private Lock lock() {
    return new Lock(in.small(), in.text(), set(), all(() -> signed(Statement.Prepare.class)));
  }

  private <T> List<T> all(Supplier<T> read) {
    int count = in.count();
    var all = new ArrayList<T>();
    for (int i = 0; i < count; i++) {
      all.add(read.get());
    }
    return all;
  }

  private <T> Optional<T> optional(Supplier<T> read) {
    var parts = all(read);
    if (parts.size() > 1) {
      throw ByteReader.foreign("has a part twice");
    }
    return parts.stream().findFirst();
  }
}
