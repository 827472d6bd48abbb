package dev.maos.cli;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import dev.maos.message.BusOptions;
import dev.maos.message.Delivery;
import dev.maos.message.MessageType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks an agent and prints its answer. */
@Command(
    name = "request",
    description = {
      "Ask an agent something and print its answer.",
      "Its handler answers with delivery.reply(...); maos sub reads, and does not answer.",
      "Ends with 1 if no answer came in time, or the answer is an error."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos request --from me --to adder --topic sums '{\"left\": 2, \"right\": 3}'",
      "  maos request --from me --to store --topic stock --timeout 30s --json 'lamps?'"
    })
final class RequestCommand implements Callable<Integer> {
  private final Host host;
  private volatile boolean interrupted;

  @Mixin private final UrlOption url = new UrlOption();
  @Mixin private final GuardOptions guards = new GuardOptions();
  @Mixin private final DraftOptions draft = new DraftOptions();
  @Mixin private final PayloadOptions payloads = new PayloadOptions();

  @Option(names = "--to", paramLabel = "AGENT", required = true, description = "Who is asked.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private AgentId to;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "QUERY (the default), COMMAND, DISCOVERY ...")
  private MessageType type = MessageType.QUERY;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long to wait for the answer, as 500ms (default: 5s).")
  private Duration timeout = Duration.ofSeconds(5);

  @Option(names = "--json", description = "Print the whole answer as one JSON object.")
  private boolean json;

  @Parameters(paramLabel = "PAYLOAD", description = "The content.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private String payload;

  RequestCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    payloads.check();
    var message = draft.draft().to(to).message(type, draft.name(), payloads.of(payload));
    try (var maos = host.open(url, BusOptions.defaults(), guards.guardOf(draft.from(), host));
        var _ = AtInterrupt.run(() -> interrupt(maos))) {
      var answer = maos.bus().request(message, timeout);
      print(answer);
      return answer.message().type() == MessageType.ERROR ? ExitCode.FAILURE : ExitCode.OK;
    } catch (MaosException e) {
      if (interrupted) {
        return ExitCode.FAILURE;
      }
      throw e;
    }
  }

  /** Closing also ends the subscription to answers, which nobody else would do. */
  private void interrupt(Maos maos) {
    interrupted = true;
    try {
      maos.close();
    } catch (MaosException e) {
      new Failures(host.terminal())
          .report("the subscription to answers may remain: " + e.getMessage());
    }
  }

  private void print(Delivery answer) throws IOException {
    var terminal = host.terminal();
    if (json) {
      new JsonLines(terminal).print(answer);
    } else if (terminal.interactive().out()) {
      terminal.out().println(terminal.outStyle().shown(Contents.words(answer.payload())));
    } else {
      terminal.out().write(answer.payload().bytes());
      terminal.out().write(System.lineSeparator().getBytes(StandardCharsets.US_ASCII));
    }
  }
}
