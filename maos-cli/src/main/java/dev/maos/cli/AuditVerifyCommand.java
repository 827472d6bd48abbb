package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.security.audit.AuditHead;
import dev.maos.security.audit.AuditLog;
import dev.maos.security.audit.AuditVerdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks the chain of an audit log. */
@Command(
    name = "verify",
    description = {
      "Check that the lines of an audit log, of all its files, follow from one another, and print"
          + " its head. Who notes the head elsewhere finds out later, with --head, whether the log"
          + " was cut off or made anew.",
      "Ends with 1 if a line is not as it was written, and says which."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos audit verify audit.log",
      "  maos audit verify audit.log --json | jq -r .head >> /mnt/elsewhere/heads",
      "  maos audit verify audit.log --head 1207:$CHAIN"
    })
final class AuditVerifyCommand implements Callable<Integer> {
  private static final Pattern HEAD = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

  private final Host host;

  @Option(
      names = "--head",
      paramLabel = "LINES:CHAIN",
      description = "A head that was noted before; the log must have had it.")
  private Optional<String> head = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  @Parameters(paramLabel = "FILE", description = "The log; its older files lie beside it.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private Path file;

  AuditVerifyCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    requireFile(file);
    var known = head.map(AuditVerifyCommand::parsed);
    var verdict = known.isPresent() ? AuditLog.verify(file, known.get()) : AuditLog.verify(file);
    print(verdict);
    return verdict instanceof AuditVerdict.Intact ? ExitCode.OK : ExitCode.FAILURE;
  }

  static void requireFile(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "FILE", file.toString(), "a file that can be read");
    }
  }

  private static AuditHead parsed(String text) {
    var parts = HEAD.matcher(text);
    if (!parts.matches()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "--head", text, "LINES:CHAIN, as verify prints it");
    }
    return new AuditHead(Long.parseLong(parts.group(1)), parts.group(2));
  }

  private void print(AuditVerdict verdict) {
    var fields = new LinkedHashMap<String, Object>();
    var sentence =
        switch (verdict) {
          case AuditVerdict.Intact(var end) -> {
            var told = "%d:%s".formatted(end.lines(), end.chain());
            fields.put("intact", true);
            fields.put("lines", end.lines());
            fields.put("head", told);
            yield "intact: %s, head %s".formatted(Count.of(end.lines(), "line", "lines"), told);
          }
          case AuditVerdict.Broken(var where, var line, var why) -> {
            fields.put("intact", false);
            fields.put("file", where.toString());
            fields.put("line", line);
            fields.put("why", why);
            yield "broken: line %d of %s: %s".formatted(line, where, why);
          }
        };
    if (json) {
      new JsonLines(host.terminal()).print(fields);
    } else {
      host.terminal().out().println(host.terminal().outStyle().shown(sentence));
    }
  }
}
