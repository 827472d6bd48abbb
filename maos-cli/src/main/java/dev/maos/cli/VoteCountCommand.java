package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.cli.vote.BallotFile;
import dev.maos.cli.vote.CountFields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Counts a file of ballots. */
@Command(
    name = "count",
    description = {
      "Count a file of ballots by any rule, and show every round.",
      "Needs no server. Ends with 2 if the file cannot be understood; says where and why."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nThe file, for example:%n",
    footer = {
      "  {\"rule\": \"RANKED_CHOICE\", \"options\": [\"tea\", \"coffee\", \"milk\"],",
      "   \"ballots\": [{\"count\": 4, \"ranking\": [[\"tea\"], [\"milk\"]]},",
      "               {\"count\": 3, \"ranking\": [[\"coffee\"], [\"milk\"], [\"tea\"]]}]}",
      "",
      "  RULE is SIMPLE_MAJORITY, ABSOLUTE_MAJORITY, SUPER_MAJORITY, UNANIMOUS, NEM_CON, WEIGHTED,",
      "  PLURALITY, APPROVAL, SCORE, RANKED_CHOICE, SCHULZE, RANKED_PAIRS, COPELAND or BORDA.",
      "  docs/voting.md has all fields and parameters.",
      "",
      "  maos vote count ballots.json",
      "  maos vote count --json - < ballots.json | jq -r .winner"
    })
final class VoteCountCommand implements Callable<Integer> {
  private static final int MOST_BYTES = 1 << 29;
  private static final String STANDARD_INPUT = "-";

  private final Host host;

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  @Parameters(paramLabel = "FILE", description = "The file; - is the standard input.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private String file;

  VoteCountCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    var bytes = bytes();
    try {
      var ballots = BallotFile.read(bytes);
      print(ballots);
      return ExitCode.OK;
    } catch (InvalidInputException malformed) {
      new Failures(host.terminal()).report(String.valueOf(malformed.getMessage()));
      return ExitCode.USAGE;
    }
  }

  private void print(BallotFile ballots) {
    var count = ballots.count();
    if (!ballots.ignored().isEmpty()) {
      new Failures(host.terminal())
          .report(
              "without effect under %s: %s"
                  .formatted(
                      ballots.contest().rule().name(), String.join(", ", ballots.ignored())));
    }
    if (json) {
      new JsonLines(host.terminal()).print(CountFields.of(ballots, count));
    } else {
      new CountReport(host.terminal(), ballots.contest(), count).print();
    }
  }

  private byte[] bytes() throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return all(host.input().stream());
    }
    var path = Path.of(file);
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "FILE", file, "a file that can be read, or - for the input");
    }
    try (var in = Files.newInputStream(path)) {
      return all(in);
    }
  }

  private static byte[] all(InputStream in) throws IOException {
    var bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new InvalidInputException(
          ErrorCode.PAYLOAD_TOO_LARGE, "FILE", "a longer one", "at most " + MOST_BYTES + " bytes");
    }
    return bytes;
  }
}
