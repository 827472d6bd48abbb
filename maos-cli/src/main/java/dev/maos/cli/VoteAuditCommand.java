package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.consensus.Consensus;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.VoteExport;
import dev.maos.message.BusOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes all there is of a vote into a file. */
@Command(
    name = "audit",
    description = {
      "Write all there is of a vote that has ended into a file, which 'maos vote verify' counts"
          + " again without a server, and print the root of the tree of all ended votes. Who notes"
          + " that root elsewhere has what to compare with.",
      "Ends with 1 if there is no such vote, or it is still open."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos vote audit $ID vote.export",
      "  maos vote audit $ID vote.export --json | jq -r .root"
    })
final class VoteAuditCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  @Parameters(index = "0", paramLabel = "ID", description = "The vote, as propose printed it.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private ProposalId id;

  @Parameters(index = "1", paramLabel = "FILE", description = "A file that is not there yet.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private Path file;

  VoteAuditCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    // Evidence is not overwritten by mistake.
    if (Files.exists(file)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "FILE", file.toString(), "a file that is not there yet");
    }
    try (var maos = host.open(url, BusOptions.defaults())) {
      var export = export(maos.consensus());
      Files.writeString(file, export.write(), StandardOpenOption.CREATE_NEW);
      print(export);
      return ExitCode.OK;
    }
  }

  private VoteExport export(Consensus consensus) {
    // Whoever looks at a vote that is decided ends it.
    var _ = consensus.status(id);
    return consensus.audit().export(id);
  }

  private void print(VoteExport export) {
    var terminal = host.terminal();
    var tree = export.proof().tree();
    if (!json) {
      terminal
          .out()
          .println(
              terminal
                  .outStyle()
                  .shown(
                      "%s: %s\nend %d of %d, root %s"
                          .formatted(
                              file,
                              Count.of(export.entries().size(), "entry", "entries"),
                              export.proof().index() + 1,
                              tree.size(),
                              tree.root())));
      return;
    }
    var fields = new LinkedHashMap<String, Object>();
    fields.put("proposal", id.value());
    fields.put("file", file.toString());
    fields.put("entries", export.entries().size());
    fields.put("index", export.proof().index());
    fields.put("size", tree.size());
    fields.put("root", tree.root().toString());
    new JsonLines(terminal).print(fields);
  }
}
