package dev.maos.cli;

import dev.maos.backend.BackendProvider;
import dev.maos.backend.Finding;
import dev.maos.backend.Finding.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says whether a backend is fit for messages that must not be lost. */
@Command(
    name = "doctor",
    description = {
      "Look at the backend and say what is good, what could be better and what is bad.",
      "Changes nothing. Ends with 1 if something is bad."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos doctor --url redis://localhost:6379",
      "  maos doctor --json | jq '.findings[] | select(.severity == \"BAD\")'"
    })
final class DoctorCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  DoctorCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    var where = url.any(host.terminal());
    var uri = BackendUrl.uri(host.configuration(where).url());
    var findings = BackendProvider.of(uri).examine(uri, host.time());
    if (json) {
      print(BackendUrl.masked(where), findings);
    } else {
      findings.forEach(this::print);
      host.terminal().out().println(verdict(findings));
    }
    return count(findings, Severity.BAD) == 0 ? ExitCode.OK : ExitCode.FAILURE;
  }

  private void print(String where, List<Finding> findings) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("url", where);
    fields.put("bad", count(findings, Severity.BAD));
    fields.put("warnings", count(findings, Severity.WARNING));
    fields.put("findings", findings);
    new JsonLines(host.terminal()).print(fields);
  }

  private void print(Finding finding) {
    var style = host.terminal().outStyle();
    var out = host.terminal().out();
    out.println(
        mark(finding.severity(), style)
            + " "
            + style.bold(style.shown(finding.subject()))
            + ": "
            + style.shown(finding.found()));
    if (!finding.remedy().isEmpty()) {
      out.println("   " + style.shown("→ " + finding.remedy()));
    }
  }

  // Two columns wide, as the marks in ASCII are.
  private static String mark(Severity severity, Style style) {
    return switch (severity) {
      case GOOD -> style.good(style.unicode() ? "✓ " : style.shown("✓"));
      case WARNING -> style.bold("! ");
      case BAD -> style.bad(style.unicode() ? "✗ " : style.shown("✗"));
    };
  }

  private static String verdict(List<Finding> findings) {
    return "%d good, %s, %d bad"
        .formatted(
            count(findings, Severity.GOOD),
            Count.of(count(findings, Severity.WARNING), "warning"),
            count(findings, Severity.BAD));
  }

  private static long count(List<Finding> findings, Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }
}
