package dev.maos.cli;

import dev.maos.base.InvalidInputException;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** How logs are written to standard error, which logback.xml learns from a property. */
enum LogFormat {
  /** For people. */
  TEXT,
  /** An object a line. */
  JSON;

  static final String VARIABLE = "MAOS_LOG_FORMAT";

  /** Reads a name, or refuses it. */
  static LogFormat of(String name) {
    return of("log format", name);
  }

  private static LogFormat of(String field, String name) {
    return Arguments.constant(field, name, values());
  }

  /**
   * Chooses it for this process: by the option, else by the variable, else text. Counts only as
   * long as no logger was made.
   *
   * @throws InvalidInputException if the variable names none
   */
  static void choose(Terminal terminal, String... args) {
    var format = given(args).or(() -> inEnvironment(terminal)).orElse(TEXT);
    System.setProperty(VARIABLE, format.name().toLowerCase(Locale.ROOT));
  }

  private static Optional<LogFormat> inEnvironment(Terminal terminal) {
    return terminal.variable(VARIABLE).map(name -> of(VARIABLE, name));
  }

  // All of the command line is understood only by the commands, and those make loggers.
  private static Optional<LogFormat> given(String... args) {
    var command = new MaosCommand();
    var line = new CommandLine(command).setUnmatchedArgumentsAllowed(true).setExpandAtFiles(false);
    line.registerConverter(LogFormat.class, LogFormat::of);
    try {
      line.parseArgs(args);
      return command.logFormat();
    } catch (ParameterException e) {
      // They will say what is wrong.
      return Optional.empty();
    }
  }
}
