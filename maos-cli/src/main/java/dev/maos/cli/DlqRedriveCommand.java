package dev.maos.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends dead letters back. */
@Command(
    name = "redrive",
    description = {
      "Send dead letters back to the very queue they came from, to be tried anew.",
      "Ends with 1 if some stayed where they were: gone already, or no room in the queue."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos dlq redrive inbox:store 019b7a00-0000-7000-8000-000000000001",
      "  maos dlq redrive inbox:store --where reason=EXPIRED",
      "  maos dlq redrive group:crew --all"
    })
final class DlqRedriveCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();
  @Mixin private final DeadLetterChoice choice = new DeadLetterChoice();

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  DlqRedriveCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    choice.check();
    try (var backend = host.backend(url)) {
      var messages = backend.messages();
      return new DeadLetterWork(host, "sent back")
          .run(choice.ids(messages), json, ids -> messages.redrive(choice.queue(), ids));
    }
  }
}
