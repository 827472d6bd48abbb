package dev.maos.consensus.byzantine;

import dev.maos.consensus.ByteText;
import dev.maos.consensus.VoteForm;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes what is sent, stored and shown to strangers. {@link FormReader} reads it. */
final class Form {
  static final String LETTER = "LETTER";
  static final String MEMORY = "MEMORY";
  static final String CERTIFICATE = "CERTIFICATE";

  private final ByteText out = new ByteText();

  private Form(String kind) {
    out.text(Statement.FORMAT).text(kind);
  }

  /** How something of this kind begins. */
  static byte[] head(String kind) {
    return new Form(kind).out.bytes();
  }

  static byte[] letter(String agenda, Letter letter) {
    var form = new Form(LETTER);
    form.out.text(agenda);
    form.letter(letter);
    return form.out.bytes();
  }

  static byte[] memory(String agenda, Memory memory) {
    var form = new Form(MEMORY);
    form.out.text(agenda);
    form.optional(memory.paper(), form::signed);
    form.out.number(memory.round());
    form.optional(memory.change(), form::report);
    form.optional(memory.proposal(), form::letter);
    form.optional(memory.prepare(), form::signed);
    form.optional(memory.lock(), form::lock);
    form.optional(memory.decided(), form::embedded);
    return form.out.bytes();
  }

  static byte[] certificate(Certificate certificate) {
    var form = new Form(CERTIFICATE);
    form.out.bytes(certificate.agenda().canonical());
    form.set(certificate.set());
    form.out.number(certificate.decisions().size());
    certificate.decisions().forEach(decision -> form.out.bytes(VoteForm.write(decision)));
    form.out.number(certificate.round());
    form.out.number(certificate.commits().size());
    for (var commit : certificate.commits()) {
      form.out.text(commit.signer().value()).bytes(bytes(commit.signature()));
    }
    return form.out.bytes();
  }

  private static byte[] bytes(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private void letter(Letter letter) {
    switch (letter) {
      case Letter.Papers(var papers) -> {
        out.text("PAPERS");
        all(papers, this::signed);
      }
      case Letter.Proposed(var proposal, var set, var reports) -> {
        out.text("PROPOSED");
        signed(proposal);
        set(set);
        all(reports, this::report);
      }
      case Letter.Prepared(var prepare) -> {
        out.text("PREPARED");
        signed(prepare);
      }
      case Letter.Committed(var commit) -> {
        out.text("COMMITTED");
        signed(commit);
      }
      case Letter.Changed(var report, var set) -> {
        out.text("CHANGED");
        report(report);
        optional(set, this::set);
      }
      case Letter.Accused(var evidence) -> {
        out.text("ACCUSED");
        signed(evidence.one());
        signed(evidence.other());
      }
      case Letter.Ended(var certificate) -> {
        out.text("ENDED");
        embedded(certificate);
      }
    }
  }

  private void embedded(Certificate certificate) {
    out.bytes(certificate(certificate));
  }

  private void signed(Signed<?> signed) {
    var statement = signed.statement();
    out.text(signed.signer().value()).text(statement.kind()).number(statement.round());
    statement.payload(out);
    out.bytes(bytes(signed.signature()));
  }

  private void set(BallotSet set) {
    out.number(set.papers().size());
    for (var paper : set.papers()) {
      out.text(paper.signer().value());
      paper.statement().payload(out);
      out.bytes(bytes(paper.signature()));
    }
  }

  private void report(Report report) {
    signed(report.change());
    all(report.proof(), this::signed);
  }

  private void lock(Lock lock) {
    out.number(lock.round()).text(lock.digest());
    set(lock.set());
    all(lock.proof(), this::signed);
  }

  private <T> void all(List<T> parts, Consumer<? super T> write) {
    out.number(parts.size());
    parts.forEach(write);
  }

  private <T> void optional(Optional<T> part, Consumer<? super T> write) {
    all(part.stream().toList(), write);
  }
}
