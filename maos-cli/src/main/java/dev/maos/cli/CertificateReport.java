package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import dev.maos.consensus.byzantine.Certificate;
import dev.maos.consensus.byzantine.CertificateCheck;
import dev.maos.consensus.byzantine.Charter;
import dev.maos.security.votes.VoterKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Verifies a certificate of a committee, and says what it proves or what is wrong with it. */
final class CertificateReport {
  private final Terminal terminal;
  private final boolean json;
  private final Optional<String> committee;

  /**
   * A report.
   *
   * @param committee the only one that is believed; without it the reader has to compare
   */
  CertificateReport(Terminal terminal, boolean json, Optional<String> committee) {
    this.terminal = terminal;
    this.json = json;
    this.committee = committee;
  }

  /** Tells it, and returns the code to end with. */
  int of(byte[] bytes) {
    var problems = new ArrayList<String>();
    var certificate = verified(bytes, problems);
    if (json) {
      new JsonLines(terminal).print(fields(certificate, problems));
    } else {
      var failures = new Failures(terminal);
      problems.forEach(failures::report);
      certificate.filter(it -> problems.isEmpty()).ifPresent(this::print);
    }
    return problems.isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
  }

  /** All of its signatures are checked by the keys in it; whose those are is another question. */
  private Optional<Certificate> verified(byte[] bytes, List<String> problems) {
    try {
      var certificate = CertificateCheck.read(bytes);
      var charter = certificate.agenda().charter();
      new CertificateCheck(charter, VoterKeys.verifier()).verify(certificate);
      committee
          .filter(wanted -> !wanted.equals(charter.id()))
          .ifPresent(wanted ->
              problems.add(
                  "it is of the committee %s, not of the given one".formatted(charter.id())));
      return Optional.of(certificate);
    } catch (MaosException untrue) {
      problems.add(String.valueOf(untrue.getMessage()));
      return Optional.empty();
    }
  }

  private void print(Certificate certificate) {
    var charter = certificate.agenda().charter();
    line("agenda", certificate.agenda().id());
    line("committee", charter.id());
    line("members", words(charter));
    line("signed by", names(signers(certificate)));
    line("left out", certificate.omitted().isEmpty() ? "nobody" : names(certificate.omitted()));
    var proposals = certificate.agenda().proposals();
    var style = terminal.outStyle();
    for (int i = 0; i < proposals.size(); i++) {
      var proposal = proposals.get(i);
      line("title", proposal.subject().title().replace('\n', ' '));
      CountedVote.of(certificate, i).print(terminal);
      var decision = CountReport.words(certificate.decisions().get(i), proposal.contest());
      terminal.out().println(style.good("verified") + style.shown(": " + decision));
    }
    if (committee.isEmpty()) {
      terminal.out().println(style.shown("Whether this is the committee that you trust, compare."));
    }
  }

  private void line(String what, String value) {
    terminal.out().println(terminal.outStyle().shown("%-10s %s".formatted(what, value)));
  }

  private static String words(Charter charter) {
    return "%d, of whom %d may lie; epoch %d"
        .formatted(charter.members().size(), charter.faults(), charter.epoch());
  }

  private static List<AgentId> signers(Certificate certificate) {
    return certificate.commits().stream().map(commit -> commit.signer()).toList();
  }

  private static String names(List<AgentId> agents) {
    return agents.stream().map(AgentId::value).collect(Collectors.joining(", "));
  }

  private static List<String> values(List<AgentId> agents) {
    return agents.stream().map(AgentId::value).toList();
  }

  private static Map<String, Object> fields(
      Optional<Certificate> certificate, List<String> problems) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("good", problems.isEmpty());
    certificate.ifPresent(it -> {
      fields.put("agenda", it.agenda().id());
      fields.put("committee", it.agenda().charter().id());
      fields.put("epoch", it.agenda().charter().epoch());
      fields.put("signers", values(signers(it)));
      fields.put("omitted", values(it.omitted()));
      fields.put("decisions", decisions(it));
    });
    fields.put("problems", problems);
    return fields;
  }

  private static List<Map<String, Object>> decisions(Certificate certificate) {
    var all = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < certificate.decisions().size(); i++) {
      var proposal = certificate.agenda().proposals().get(i);
      var fields = new LinkedHashMap<String, Object>();
      fields.put("proposal", proposal.id().value());
      fields.put("title", proposal.subject().title());
      CountedVote.of(certificate, i).put(fields);
      all.add(fields);
    }
    return all;
  }
}
