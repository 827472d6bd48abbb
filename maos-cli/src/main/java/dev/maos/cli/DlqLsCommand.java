package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.message.DeadLetter;
import dev.maos.message.MessageId;
import dev.maos.message.QueueName;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists dead letters. */
@Command(
    name = "ls",
    description = "List the dead letters of a queue, the oldest first.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos dlq ls inbox:store",
      "  maos dlq ls inbox:store --after 019b7a00-0000-7000-8000-000000000001",
      "  maos dlq ls inbox:store --json | jq -r 'select(.reason == \"EXPIRED\").id'"
    })
final class DlqLsCommand implements Callable<Integer> {
  private static final int MOST = 100_000;
  private static final String[] HEAD = {
    "ID", "REASON", "TRIES", "BURIED", "FROM", "TOPIC", "DETAIL"
  };

  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();

  @Option(names = "--limit", paramLabel = "N", description = "How many, 1 to 100000 (default: 50).")
  private int limit = 50;

  @Option(
      names = "--after",
      paramLabel = "ID",
      description = "Those behind this one, the last of the list before.")
  private Optional<MessageId> after = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object for each of them.")
  private boolean json;

  @Parameters(paramLabel = "QUEUE", description = "Its name, as inbox:store.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private QueueName queue;

  DlqLsCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > MOST) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "--limit", Integer.toString(limit), "1 to " + MOST);
    }
    try (var backend = host.backend(url)) {
      print(backend.messages().deadLetters(queue, after, limit));
      return ExitCode.OK;
    }
  }

  private void print(List<DeadLetter> letters) {
    var terminal = host.terminal();
    if (json) {
      var lines = new JsonLines(terminal);
      letters.forEach(letter -> lines.print(letter.envelope(), DeadLetterWords.fields(letter)));
    } else {
      table(letters).lines().forEach(terminal.out()::println);
    }
  }

  private Table table(List<DeadLetter> letters) {
    var table = new Table(host.terminal().outStyle(), HEAD);
    for (var letter : letters) {
      var message = letter.envelope().message();
      table.add(
          letter.id(),
          letter.reason(),
          letter.attempts(),
          letter.buriedAt().truncatedTo(ChronoUnit.SECONDS),
          message.sender(),
          message.topic(),
          letter.detail());
    }
    return table;
  }
}
