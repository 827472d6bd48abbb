package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints an audit log. */
@Command(
    name = "show",
    description = {
      "Print the last lines of an audit log. Whether they are what was written says 'verify'.",
      "Ends with 1 if the file is no audit log."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos audit show audit.log",
      "  maos audit show audit.log --what agent_blocked --last 10",
      "  maos audit show audit.log --json | jq -r .who"
    })
final class AuditShowCommand implements Callable<Integer> {
  private final Host host;

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "How many lines at most, 1 to 100,000 (default: ${DEFAULT-VALUE}).")
  private int last = 100;

  @Option(names = "--what", paramLabel = "KIND", description = "Only lines of this kind.")
  private Optional<String> what = Optional.empty();

  @Option(names = "--json", description = "Print the lines as they are in the file.")
  private boolean json;

  @Parameters(paramLabel = "FILE", description = "The log, or one of its older files.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private Path file;

  AuditShowCommand(Host host) {
    this.host = host;
  }

  private record Line(String text, Map<?, ?> fields) {
    String part(String name) {
      return String.valueOf(fields.get(name));
    }
  }

  @Override
  public Integer call() throws IOException {
    if (last < 1 || last > 100_000) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "--last", Integer.toString(last), "1 to 100,000");
    }
    AuditVerifyCommand.requireFile(file);
    print(lines());
    return ExitCode.OK;
  }

  private ArrayDeque<Line> lines() throws IOException {
    var kept = new ArrayDeque<Line>();
    var wanted = what.map(kind -> kind.toUpperCase(Locale.ROOT).replace('-', '_'));
    // What is no UTF-8 is refused as no line, not by the reader.
    try (var in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      long number = 0;
      for (var text = in.readLine(); text != null; text = in.readLine()) {
        var line = line(text, ++number);
        if (wanted.isEmpty() || wanted.get().equals(line.part("what"))) {
          kept.addLast(line);
          if (kept.size() > last) {
            kept.removeFirst();
          }
        }
      }
    }
    return kept;
  }

  private Line line(String bytes, long number) {
    var text = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    try {
      var fields = Payload.json(text).as(Map.class);
      if (fields.containsKey("what") && fields.containsKey("chain")) {
        return new Line(text, fields);
      }
    } catch (MaosException notJson) {
      // As what has other fields.
    }
    throw new MaosException(
        ErrorCode.AUDIT_CORRUPT, "line %d of %s is no line of a log".formatted(number, file));
  }

  private void print(ArrayDeque<Line> lines) {
    var terminal = host.terminal();
    if (json) {
      var out = new JsonLines(terminal);
      lines.forEach(line -> out.printText(line.text()));
      return;
    }
    var table = new Table(terminal.outStyle(), "N", "AT", "WHAT", "WHO", "DETAIL", "TIMES");
    for (var line : lines) {
      table.add(
          line.part("n"),
          line.part("at"),
          line.part("what"),
          line.part("who"),
          line.part("detail"),
          line.part("times"));
    }
    table.lines().forEach(terminal.out()::println);
  }
}
