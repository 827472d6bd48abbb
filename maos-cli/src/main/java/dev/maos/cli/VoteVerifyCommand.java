package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.consensus.LogEntry;
import dev.maos.consensus.MerkleHash;
import dev.maos.consensus.VoteExport;
import dev.maos.consensus.byzantine.CertificateCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Counts an export of a vote again. */
@Command(
    name = "verify",
    description = {
      "Count a vote again from a file of 'maos vote audit', and say what is wrong with it: nothing"
          + " if it is whole, its ballots come to its decision, and the tree of ended votes has it."
          + " A certificate of a committee is verified with all of its signatures.",
      "What holds is shown: the rule, what each round counted for each option, and who said what.",
      "Needs no server. Ends with 1 if something is wrong. Without --root it cannot know whether"
          + " the tree is the one that others were shown, and without --committee not whether the"
          + " members are the ones that you trust."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos vote verify vote.export",
      "  maos vote verify vote.export --root $ROOT",
      "  maos vote verify vote.certificate --committee $COMMITTEE",
      "  maos vote verify vote.export --json | jq '.ballots[] | {voter, choice}'",
      "  maos vote verify vote.certificate --json | jq '.decisions[].rounds[].tally'"
    })
final class VoteVerifyCommand implements Callable<Integer> {
  /** More than the largest export of a vote has. */
  private static final int MOST_BYTES = 256 * 1024 * 1024;

  private final Host host;

  @Option(
      names = "--root",
      paramLabel = "HASH",
      description = "The root that it must have, as audit printed it to somebody you trust.")
  private Optional<String> root = Optional.empty();

  @Option(
      names = "--committee",
      paramLabel = "ID",
      description = "The committee that a certificate must be of, as somebody you trust told you.")
  private Optional<String> committee = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  @Parameters(paramLabel = "FILE", description = "The file.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private Path file;

  VoteVerifyCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "FILE", file.toString(), "a file that can be read");
    }
    var bytes = BoundedFile.read("FILE", file, MOST_BYTES);
    if (CertificateCheck.isCertificate(bytes)) {
      refuse("--root", root, "only for exports of votes; a certificate has --committee");
      return new CertificateReport(host.terminal(), json, committee).of(bytes);
    }
    if (committee.isPresent()) {
      // Whoever names a committee has a certificate, or what somebody made of one.
      print(Optional.empty(), List.of("it is no certificate of a committee"));
      return ExitCode.FAILURE;
    }
    var wanted = root.map(VoteVerifyCommand::hash);
    var problems = new ArrayList<String>();
    var export = read(bytes, problems);
    export.ifPresent(it -> problems.addAll(it.problems()));
    export
        .map(it -> it.proof().tree().root())
        .filter(found -> wanted.filter(it -> !it.equals(found)).isPresent())
        .ifPresent(found ->
            problems.add("the root of the tree is %s, not the given one".formatted(found)));
    print(export, problems);
    return problems.isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
  }

  private static void refuse(String option, Optional<String> value, String allowed) {
    if (value.isPresent()) {
      throw new InvalidInputException(ErrorCode.INVALID_USAGE, option, value.get(), allowed);
    }
  }

  private static MerkleHash hash(String digits) {
    try {
      return MerkleHash.of(digits);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "--root", digits, "64 hexadecimal digits", e);
    }
  }

  /** What the file says; nothing if it is no export, which is then a problem. */
  private static Optional<VoteExport> read(byte[] bytes, List<String> problems) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Optional.of(VoteExport.read(text));
    } catch (MaosException malformed) {
      problems.add(String.valueOf(malformed.getMessage()));
    } catch (CharacterCodingException notText) {
      problems.add("it is no text");
    }
    return Optional.empty();
  }

  private void print(Optional<VoteExport> export, List<String> problems) {
    var terminal = host.terminal();
    if (json) {
      new JsonLines(terminal).print(fields(export, problems));
      return;
    }
    var failures = new Failures(terminal);
    problems.forEach(failures::report);
    if (problems.isEmpty()) {
      export.ifPresent(this::printGood);
    }
  }

  private void printGood(VoteExport export) {
    var terminal = host.terminal();
    var style = terminal.outStyle();
    var proposal = export.proposal();
    var decision = decision(export);
    terminal.out().println(style.shown("vote   " + proposal.id()));
    terminal.out().println(style.shown("title  " + proposal.subject().title().replace('\n', ' ')));
    terminal.out().println(style.shown("root   " + export.proof().tree().root()));
    end(export).ifPresent(end -> CountedVote.of(export, end).print(terminal));
    terminal.out().println(style.good("counted again") + style.shown(": " + decision));
  }

  private static String decision(VoteExport export) {
    return end(export)
        .map(end -> CountReport.words(end.verdict().decision(), export.proposal().contest()))
        .orElse("");
  }

  private static Optional<LogEntry.Ended> end(VoteExport export) {
    return export.entries().getLast() instanceof LogEntry.Ended end
        ? Optional.of(end)
        : Optional.empty();
  }

  private static Map<String, Object> fields(Optional<VoteExport> export, List<String> problems) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("good", problems.isEmpty());
    export.ifPresent(it -> {
      fields.put("proposal", it.proposal().id().value());
      fields.put("title", it.proposal().subject().title());
      fields.put("root", it.proof().tree().root().toString());
      end(it)
          .filter(_ -> problems.isEmpty())
          .ifPresent(end -> {
            CountedVote.of(it, end).put(fields);
            // The count of a vote that was taken back says nothing of that.
            fields.put("outcome", end.verdict().decision().name());
          });
    });
    fields.put("problems", problems);
    return fields;
  }
}
