package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Suggestion;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says in one line what went wrong, and in a second one what helps: no stack traces, no passwords.
 */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final int MAX_LINE = 400;

  /** What only another command line, or another URL in the environment, can mend. */
  private static final Set<ErrorCode> USAGE =
      EnumSet.of(
          ErrorCode.INVALID_USAGE,
          ErrorCode.SECRET_ON_COMMAND_LINE,
          ErrorCode.INVALID_SETTING,
          ErrorCode.UNKNOWN_SETTING,
          ErrorCode.CONFLICTING_SETTINGS,
          ErrorCode.CONFIG_NOT_FOUND,
          ErrorCode.CONFIG_UNREADABLE,
          ErrorCode.CONFIG_TOO_LARGE,
          ErrorCode.CONFIG_MALFORMED,
          ErrorCode.CONFIG_DUPLICATE_KEY,
          ErrorCode.INVALID_TAG,
          ErrorCode.INVALID_PROPOSAL,
          ErrorCode.INVALID_BALLOT,
          ErrorCode.INVALID_BALLOT_FILE,
          ErrorCode.INVALID_WEIGHT,
          ErrorCode.INVALID_TIME,
          ErrorCode.INVALID_RANGE,
          ErrorCode.INVALID_RBAC,
          ErrorCode.INVALID_REDIS_URL,
          ErrorCode.UNKNOWN_BACKEND);

  private final Terminal terminal;
  private final Style style;

  Failures(Terminal terminal) {
    this.terminal = terminal;
    this.style = terminal.errStyle();
  }

  /** The command line could not be understood. */
  @Override
  public int handleParseException(ParameterException error, String[] args) {
    var command = error.getCommandLine();
    if (isMissingCommand(error)) {
      command.usage(terminal.err(), CommandLine.Help.defaultColorScheme(colours()));
      return ExitCode.USAGE;
    }
    report(sentence(error));
    hint(command);
    return ExitCode.USAGE;
  }

  /** The command was understood and failed. */
  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
    if (isInterruption(error)) {
      Thread.currentThread().interrupt();
      report("interrupted");
      return ExitCode.INTERRUPTED;
    }
    report(sentence(error));
    if (terminal.variable("MAOS_DEBUG").isPresent()) {
      error.printStackTrace(terminal.err());
    }
    if (isUsage(error)) {
      hint(command);
      return ExitCode.USAGE;
    }
    return ExitCode.FAILURE;
  }

  // Whoever is interrupted while connecting may say that nobody is there.
  private static boolean isInterruption(Exception error) {
    return error instanceof InterruptedException
        || (error instanceof MaosException known && known.code() == ErrorCode.INTERRUPTED)
        || Thread.currentThread().isInterrupted();
  }

  private static boolean isUsage(Exception error) {
    return error instanceof MaosException known && USAGE.contains(known.code());
  }

  // A command that only has subcommands cannot be called by itself.
  private static boolean isMissingCommand(ParameterException error) {
    return error.getClass() == ParameterException.class
        && !(error.getCommandLine().getCommand() instanceof Callable);
  }

  private static String sentence(ParameterException error) {
    return error instanceof UnmatchedArgumentException unmatched
        ? unknown(unmatched.getUnmatched().getFirst(), error.getCommandLine())
        : uncapitalised(error);
  }

  private static String unknown(String argument, CommandLine command) {
    var word = argument.split("=", 2)[0];
    var commands = command.getSubcommands().keySet();
    boolean isOption = word.startsWith("-");
    var known = isOption ? command.getCommandSpec().optionsMap().keySet() : commands;
    if (isOption && belongsBelow(word, command)) {
      return "the option '%s' goes after the command, as in '%s COMMAND %s ...'"
          .formatted(word, command.getCommandSpec().qualifiedName(), word);
    }
    var kind = isOption ? "option" : commands.isEmpty() ? "argument" : "command";
    return "there is no such %s: '%s'".formatted(kind, argument)
        + Suggestion.closest(word, known).map("; did you mean '%s'?"::formatted).orElse("");
  }

  private static boolean belongsBelow(String option, CommandLine command) {
    return command.getSubcommands().values().stream()
        .anyMatch(below -> below.getCommandSpec().optionsMap().containsKey(option));
  }

  private static String uncapitalised(Exception error) {
    var text = String.valueOf(error.getMessage()).replaceFirst("^Error: ", "");
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }

  private static String sentence(Exception error) {
    return switch (error) {
      case MaosException known -> String.valueOf(known.getMessage());
      case NoSuchFileException file -> "'%s' does not exist".formatted(file.getFile());
      case AccessDeniedException file -> "'%s' is not accessible".formatted(file.getFile());
      case IOException io when io.getMessage() != null -> io.getMessage();
      default -> "unexpected " + error + "; MAOS_DEBUG=1 shows where";
    };
  }

  /** Prints the line that says what went wrong. */
  void report(String sentence) {
    var line = style.shown(BackendUrl.masked(sentence.replaceAll("\\R", " ")));
    var end = line.length() > MAX_LINE ? "..." : "";
    var start = line.substring(0, Math.min(line.length(), MAX_LINE));
    terminal.err().println(style.bad("maos: ") + start + end);
  }

  private void hint(CommandLine command) {
    terminal.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
  }

  private CommandLine.Help.Ansi colours() {
    return style.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
  }
}
