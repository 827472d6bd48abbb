package dev.maos.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes dead letters. */
@Command(
    name = "purge",
    description = {
      "Delete dead letters for good; asks before.",
      "Ends with 1 if some were gone already, or the person who was asked said no."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos dlq purge inbox:store 019b7a00-0000-7000-8000-000000000001",
      "  maos dlq purge inbox:store --where reason=EXPIRED",
      "  maos dlq purge inbox:store --all --yes"
    })
final class DlqPurgeCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();
  @Mixin private final DeadLetterChoice choice = new DeadLetterChoice();

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  DlqPurgeCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    choice.check();
    try (var backend = host.backend(url)) {
      var messages = backend.messages();
      var chosen = choice.ids(messages);
      if (!yes && !chosen.isEmpty() && !agreed(chosen.size())) {
        return ExitCode.FAILURE;
      }
      return new DeadLetterWork(host, "deleted")
          .run(chosen, json, ids -> messages.purge(choice.queue(), ids));
    }
  }

  private boolean agreed(int letters) throws IOException {
    var what = Count.of(letters, "dead letter") + " of " + choice.queue();
    return new Confirmation(host).of("Delete " + what + " for good?");
  }
}
