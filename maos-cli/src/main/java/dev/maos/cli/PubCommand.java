package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import dev.maos.message.Address;
import dev.maos.message.BusOptions;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageDraft;
import dev.maos.message.MessageType;
import dev.maos.message.Overflow;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes one message, or one for each line of the input. */
@Command(
    name = "pub",
    description = {
      "Publish a message, or with - one for each line of the standard input.",
      "Prints a receipt for each: its id and what it survives now. Ends with 1 if one was refused."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos pub --from shop --to store --topic orders '{\"item\": \"lamp\"}'",
      "  maos pub --from shop --everyone --topic news 'We are open'",
      "  maos pub --from shop --to store --topic orders --priority high --ttl 1h lamp",
      "  maos pub --from load --group crew --topic tasks --count 1000 '{\"n\": 1}'",
      "  seq 5 | maos pub --from shop --group crew --topic tasks - > receipts"
    })
final class PubCommand implements Callable<Integer> {
  static final String STANDARD_INPUT = "-";
  private static final Duration ROOM = Duration.ofSeconds(30);

  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();
  @Mixin private final GuardOptions guards = new GuardOptions();
  @Mixin private final DraftOptions draft = new DraftOptions();
  @Mixin private final PayloadOptions payloads = new PayloadOptions();

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private Recipient recipient;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description =
          "COMMAND, EVENT, QUERY, NOTIFICATION ... (default: COMMAND; EVENT to everyone).")
  private Optional<MessageType> type = Optional.empty();

  @Option(
      names = "--guarantee",
      paramLabel = "G",
      description = "at-most-once, at-least-once (the default) or exactly-once.")
  private Guarantee guarantee = Guarantee.AT_LEAST_ONCE;

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      description = "How long it may wait to be handled, as 1h (default: 24h).")
  private Optional<Duration> ttl = Optional.empty();

  @Option(
      names = "--delay",
      paramLabel = "TIME",
      description = "How long it is held back, as 5s (default: not at all).")
  private Optional<Duration> delay = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "Sent again under the same key it is no second message. With -, the number of the line is"
              + " added, as KEY:1, so that a file can be sent again.")
  private Optional<String> key = Optional.empty();

  @Option(
      names = "--order-by",
      paramLabel = "KEY",
      description = "Messages of one key are handled one after the other.")
  private Optional<String> orderBy = Optional.empty();

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Send it so many times, 1 to 1,000,000,000 (default: 1).")
  private int count = 1;

  @Option(names = "--json", description = "Print one JSON object for each message.")
  private boolean json;

  @Parameters(
      paramLabel = "PAYLOAD",
      description = "The content, or - for one message from each line of the standard input.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private String payload;

  PubCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws Exception {
    check();
    var options = options();
    var drafts = drafts(options);
    try (var maos = host.open(url, options, guards.guardOf(draft.from(), host))) {
      var report = new PubReport(host, json, isBulk());
      return new PubRun(maos.bus(), drafts, report).run();
    }
  }

  private void check() {
    payloads.check();
    if (count < 1 || count > 1_000_000_000) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "--count", Integer.toString(count), "1 to 1000000000");
    }
    if (fromInput() && count != 1) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE,
          "--count",
          Integer.toString(count),
          "no --count where there is -");
    }
  }

  private boolean fromInput() {
    return payload.equals(STANDARD_INPUT);
  }

  private boolean isBulk() {
    return fromInput() || count > 1;
  }

  /** One message can be refused at once; of many, the others wait for room meanwhile. */
  private BusOptions options() {
    return BusOptions.defaults()
        .overflow(isBulk() ? Overflow.block(ROOM) : Overflow.reject())
        // The run itself has waited for what was on its way.
        .drainTimeout(Duration.ZERO);
  }

  private PubRun.Source drafts(BusOptions options) {
    if (!fromInput()) {
      var message = message(payloads.of(payload), key);
      return number -> number <= count ? Optional.of(message) : Optional.empty();
    }
    var lines = new LineSource(host.input().stream(), options.maxPayloadBytes());
    return number ->
        lines
            .next()
            .map(line -> message(payloads.of(line), key.map(given -> given + ":" + number)));
  }

  private Message message(Payload content, Optional<String> identity) {
    var address = recipient.address();
    MessageDraft written = draft.draft().to(address).guarantee(guarantee);
    ttl.ifPresent(written::ttl);
    delay.ifPresent(written::deliverAfter);
    identity.ifPresent(written::identifiedBy);
    orderBy.ifPresent(written::orderedBy);
    var usual = address.equals(Address.EVERYONE) ? MessageType.EVENT : MessageType.COMMAND;
    return written.message(type.orElse(usual), draft.name(), content);
  }
}
