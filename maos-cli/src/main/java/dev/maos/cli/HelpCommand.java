package dev.maos.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints the help of a command, however deep it lies; picocli's own sees the first word alone. */
@Command(
    name = "help",
    description = "Print the help of a command, as its --help does.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {"  maos help demo", "  maos help vote agree"})
final class HelpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "The words of the command; without any, maos itself.")
  private List<String> words = List.of();

  @Override
  public Integer call() {
    var here = spec.root().commandLine();
    for (var word : words) {
      here = below(here, word);
    }
    here.usage(here.getOut(), here.getColorScheme());
    return ExitCode.OK;
  }

  private static CommandLine below(CommandLine command, String word) {
    var next = command.getSubcommands().get(word);
    if (next == null) {
      throw new UnmatchedArgumentException(command, List.of(word));
    }
    return next;
  }
}
