package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
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
    description = {
      "List the dead letters of a queue, the oldest first.",
      "Without a queue: the queues that have some, how many, and since when the oldest is there."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos dlq ls",
      "  maos dlq ls inbox:store",
      "  maos dlq ls inbox:store --after 019b7a00-0000-7000-8000-000000000001",
      "  maos dlq ls inbox:store --json | jq -r 'select(.reason == \"EXPIRED\").id'"
    })
final class DlqLsCommand implements Callable<Integer> {
  private static final int USUAL = 50;
  private static final int MOST = 100_000;
  private static final String[] HEAD = {
    "ID", "REASON", "TRIES", "BURIED", "FROM", "TOPIC", "DETAIL"
  };

  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();

  @Option(names = "--limit", paramLabel = "N", description = "How many, 1 to 100000 (default: 50).")
  private Optional<Integer> limit = Optional.empty();

  @Option(
      names = "--after",
      paramLabel = "ID",
      description = "Those behind this one, the last of the list before.")
  private Optional<MessageId> after = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object for each letter or queue.")
  private boolean json;

  @Parameters(
      paramLabel = "QUEUE",
      arity = "0..1",
      description = "Its name, as inbox:store (default: all queues).")
  private Optional<QueueName> queue = Optional.empty();

  DlqLsCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    check();
    try (var backend = host.backend(url)) {
      var messages = backend.messages();
      queue.ifPresentOrElse(
          name -> print(messages.deadLetters(name, after, limit.orElse(USUAL))),
          () -> DeadLetterQueues.of(messages).print(host.terminal(), json));
      return ExitCode.OK;
    }
  }

  private void check() {
    if (limit.filter(number -> number < 1 || number > MOST).isPresent()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "--limit", limit.get().toString(), "1 to " + MOST);
    }
    if (queue.isEmpty() && (limit.isPresent() || after.isPresent())) {
      throw new MaosException(
          ErrorCode.INVALID_USAGE,
          "--limit and --after need a QUEUE; without one, queues are listed");
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
