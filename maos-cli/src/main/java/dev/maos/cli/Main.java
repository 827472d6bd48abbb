package dev.maos.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;

/** Starts the {@code maos} command. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the process with its exit code: 0, 1 (failure) or 2 (usage). */
  public static void main(String[] args) {
    System.exit(run(Terminal.system(), args));
  }

  static int run(Terminal terminal, String... args) {
    var line = commandLine(terminal);
    var code = line.execute(args);
    terminal.err().flush();
    if (!terminal.out().checkError()) {
      return code;
    }
    new Failures(terminal).report("the output could not be written");
    return code == ExitCode.OK ? ExitCode.FAILURE : code;
  }

  private static CommandLine commandLine(Terminal terminal) {
    var failures = new Failures(terminal);
    var bench = new CommandLine(new BenchCommand());
    bench.addSubcommand(new BusBenchCommand(terminal));
    return new CommandLine(new MaosCommand())
        .addSubcommand(new DemoCommand(terminal))
        .addSubcommand(bench)
        .addSubcommand(new HelpCommand())
        .setOut(writer(terminal.out()))
        .setErr(writer(terminal.err()))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(terminal.outStyle().colours() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(Math.max(terminal.width(), 60))
        // A word that starts with '@' is a word, not a file to be read.
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
  }
}
