package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.message.DeadLetter;
import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.MessageId;
import dev.maos.message.MessageTransport;
import dev.maos.message.QueueName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which dead letters of which queue: some by their ids, all, or those with a reason. */
final class DeadLetterChoice {
  @Parameters(index = "0", paramLabel = "QUEUE", description = "Their queue, as inbox:store.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private QueueName queue;

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "ID", description = "Those messages.")
  private List<String> ids = new ArrayList<>();

  @Option(names = "--all", description = "All that are there now.")
  private boolean all;

  @Option(
      names = "--where",
      paramLabel = "reason=R",
      description =
          "Those with this reason: EXHAUSTED, REJECTED, EXPIRED, REFUSED, OVERFLOW, MALFORMED or"
              + " PAYLOAD_LOST.")
  private Optional<Reason> reason = Optional.empty();

  /** Refuses what cannot be meant, as an error of usage. */
  void check() {
    ids.forEach(DeadLetterChoice::id);
    int ways = (ids.isEmpty() ? 0 : 1) + (all ? 1 : 0) + (reason.isPresent() ? 1 : 0);
    if (ways != 1) {
      throw new MaosException(
          ErrorCode.INVALID_USAGE, "one of these is needed: IDs, --all, --where reason=...");
    }
  }

  QueueName queue() {
    return queue;
  }

  /** The ids of those that are chosen and there. */
  List<MessageId> ids(MessageTransport transport) {
    return ids.isEmpty()
        ? DeadLetterPages.of(transport, queue)
            .filter(letter -> reason.isEmpty() || reason.get() == letter.reason())
            .map(DeadLetter::id)
            .toList()
        : ids.stream().map(DeadLetterChoice::id).toList();
  }

  // Not left to picocli, which would call a word that is no id an argument too many.
  private static MessageId id(String word) {
    try {
      return MessageId.parse(word);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(ErrorCode.INVALID_USAGE, "ID", word, e.allowed(), e);
    }
  }
}
