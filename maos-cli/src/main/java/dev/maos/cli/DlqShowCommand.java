package dev.maos.cli;

import dev.maos.message.DeadLetter;
import dev.maos.message.MessageId;
import dev.maos.message.QueueName;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one dead letter. */
@Command(
    name = "show",
    description = "Show all that is known of a dead letter. Ends with 1 if there is none.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos dlq show inbox:store 019b7a00-0000-7000-8000-000000000001",
      "  maos dlq show inbox:store 019b7a00-0000-7000-8000-000000000001 --json | jq .",
      "  maos dlq ls inbox:store --json --limit 1 | jq -r .id    the id of the oldest"
    })
final class DlqShowCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  @Parameters(index = "0", paramLabel = "QUEUE", description = "Its queue, as inbox:store.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private QueueName queue;

  @Parameters(index = "1", paramLabel = "ID", description = "The id of the message.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private MessageId id;

  DlqShowCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    try (var backend = host.backend(url)) {
      var found =
          DeadLetterPages.of(backend.messages(), queue)
              .filter(letter -> letter.id().equals(id))
              .findFirst();
      found.ifPresentOrElse(this::print, this::reportMissing);
      return found.isPresent() ? ExitCode.OK : ExitCode.FAILURE;
    }
  }

  private void print(DeadLetter letter) {
    var terminal = host.terminal();
    if (json) {
      new JsonLines(terminal).print(letter.envelope(), DeadLetterWords.fields(letter));
    } else {
      var style = terminal.outStyle();
      DeadLetterWords.lines(letter).forEach(line -> terminal.out().println(style.shown(line)));
    }
  }

  private void reportMissing() {
    new Failures(host.terminal()).report("there is no dead letter " + id + " in " + queue);
  }
}
