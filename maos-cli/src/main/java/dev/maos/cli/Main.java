package dev.maos.cli;

import dev.maos.base.InvalidInputException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Starts the {@code maos} command. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the process with its exit code: 0, 1 (failure) or 2 (usage). */
  public static void main(String[] args) {
    System.exit(start(Terminal.system(), args));
  }

  private static int start(Terminal terminal, String... args) {
    try {
      LogFormat.choose(terminal, args);
    } catch (InvalidInputException e) {
      new Failures(terminal).report(String.valueOf(e.getMessage()));
      return ExitCode.USAGE;
    }
    return run(terminal, args);
  }

  static int run(Terminal terminal, String... args) {
    return run(Host.around(terminal), args);
  }

  static int run(Host host, String... args) {
    var terminal = host.terminal();
    var line = commandLine(host);
    var code = line.execute(args);
    terminal.err().flush();
    if (!terminal.out().checkError()) {
      return code;
    }
    new Failures(terminal).report("the output could not be written");
    return code == ExitCode.OK ? ExitCode.FAILURE : code;
  }

  private static CommandLine commandLine(Host host) {
    var terminal = host.terminal();
    var failures = new Failures(terminal);
    var line = commands(host);
    Arguments.teach(line);
    return line.setOut(writer(terminal.out()))
        .setErr(writer(terminal.err()))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(terminal.outStyle().colours() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(Math.max(terminal.width(), 60))
        // A word that starts with '@' is a word, not a file to be read.
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  static CommandLine commands(Host host) {
    var bench = new CommandLine(new BenchCommand());
    bench.addSubcommand(new BusBenchCommand(host.terminal()));
    bench.addSubcommand(new EventsBenchCommand(host.terminal()));
    bench.addSubcommand(new RegistryBenchCommand(host.terminal()));
    bench.addSubcommand(new ConsensusBenchCommand(host.terminal()));
    bench.addSubcommand(new SecurityBenchCommand(host.terminal()));
    return new CommandLine(new MaosCommand())
        .addSubcommand(new DemoCommand(host.terminal()))
        .addSubcommand(new PubCommand(host))
        .addSubcommand(new SubCommand(host))
        .addSubcommand(new RequestCommand(host))
        .addSubcommand(queue(host))
        .addSubcommand(deadLetters(host))
        .addSubcommand(agents(host))
        .addSubcommand(vote(host))
        .addSubcommand(events(host))
        .addSubcommand(keys(host))
        .addSubcommand(
            new CommandLine(new RbacCommand()).addSubcommand(new RbacExplainCommand(host)))
        .addSubcommand(audit(host))
        .addSubcommand(new RedisAclCommand(host))
        .addSubcommand(new DoctorCommand(host))
        .addSubcommand(new HealthCommand(host))
        .addSubcommand(new MetricsCommand(host))
        .addSubcommand(new ConfigCommand(host))
        .addSubcommand(new CompletionCommand(host.terminal()))
        .addSubcommand(bench)
        .addSubcommand(new HelpCommand());
  }

  private static CommandLine queue(Host host) {
    return new CommandLine(new QueueCommand())
        .addSubcommand(new QueueLsCommand(host))
        .addSubcommand(new QueueShowCommand(host))
        .addSubcommand(new QueueForgetCommand(host))
        .addSubcommand(new QueueSweepCommand(host));
  }

  private static CommandLine deadLetters(Host host) {
    return new CommandLine(new DlqCommand())
        .addSubcommand(new DlqLsCommand(host))
        .addSubcommand(new DlqShowCommand(host))
        .addSubcommand(new DlqRedriveCommand(host))
        .addSubcommand(new DlqPurgeCommand(host));
  }

  private static CommandLine agents(Host host) {
    return new CommandLine(new AgentsCommand())
        .addSubcommand(new AgentsLsCommand(host))
        .addSubcommand(new AgentsShowCommand(host))
        .addSubcommand(new AgentsFindCommand(host))
        .addSubcommand(new AgentsProbeCommand(host))
        .addSubcommand(new AgentsWatchCommand(host));
  }

  private static CommandLine keys(Host host) {
    return new CommandLine(new KeysCommand())
        .addSubcommand(new KeysGenerateCommand(host))
        .addSubcommand(new KeysListCommand(host))
        .addSubcommand(new KeysShowCommand(host))
        .addSubcommand(new KeysRotateCommand(host))
        .addSubcommand(new KeysRevokeCommand(host))
        .addSubcommand(new KeysExportCommand(host))
        .addSubcommand(new KeysImportCommand(host));
  }

  private static CommandLine audit(Host host) {
    return new CommandLine(new AuditCommand())
        .addSubcommand(new AuditVerifyCommand(host))
        .addSubcommand(new AuditShowCommand(host));
  }

  private static CommandLine vote(Host host) {
    return new CommandLine(new VoteCommand())
        .addSubcommand(new VoteProposeCommand(host))
        .addSubcommand(new VoteCastCommand(host))
        .addSubcommand(new VoteShowCommand(host))
        .addSubcommand(new VoteAwaitCommand(host))
        .addSubcommand(new VoteCancelCommand(host))
        .addSubcommand(new VoteLsCommand(host))
        .addSubcommand(new VoteAuditCommand(host))
        .addSubcommand(new VoteAgreeCommand(host))
        .addSubcommand(new VoteVerifyCommand(host))
        .addSubcommand(new VoteCountCommand(host));
  }

  private static CommandLine events(Host host) {
    return new CommandLine(new EventsCommand())
        .addSubcommand(new EventsTailCommand(host))
        .addSubcommand(new EventsQueryCommand(host))
        .addSubcommand(new EventsReplayCommand(host))
        .addSubcommand(new EventsWhyCommand(host));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
  }
}
