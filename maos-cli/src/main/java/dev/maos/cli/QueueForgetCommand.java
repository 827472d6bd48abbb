package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.message.QueueName;
import dev.maos.message.QueueName.Kind;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends a durable subscription. */
@Command(
    name = "forget",
    description = {
      "End a durable subscription and drop what it had not read.",
      "Ends with 1 if there is none of that name, or the person who was asked said no."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos queue forget 'subscription:watcher/>'",
      "  maos queue forget --yes 'subscription:@crew/orders.*'"
    })
final class QueueForgetCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Parameters(
      paramLabel = "SUBSCRIPTION",
      description = "Its name, as subscription:watcher/orders.*")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private QueueName subscription;

  QueueForgetCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    if (subscription.kind() != Kind.SUBSCRIPTION) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE,
          "SUBSCRIPTION",
          subscription.toString(),
          "a name that begins with subscription:");
    }
    try (var backend = host.backend(url)) {
      if (!yes && !new Confirmation(host).of("Forget " + subscription + " and all it holds?")) {
        return ExitCode.FAILURE;
      }
      if (!backend.messages().forget(subscription)) {
        new Failures(host.terminal()).report("there is no " + subscription);
        return ExitCode.FAILURE;
      }
      host.terminal().out().println("forgotten: " + subscription);
      return ExitCode.OK;
    }
  }
}
