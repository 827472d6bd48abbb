package dev.maos.cli;

import dev.maos.message.DeadLetter;
import dev.maos.message.MessageTransport;
import dev.maos.message.QueueName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All dead letters of a queue, fetched page by page as they are asked for. */
final class DeadLetterPages {
  private static final int PAGE = 500;

  private DeadLetterPages() {}

  static Stream<DeadLetter> of(MessageTransport transport, QueueName queue) {
    return Stream.iterate(
            transport.deadLetters(queue, Optional.empty(), PAGE),
            page -> !page.isEmpty(),
            page -> next(transport, queue, page))
        .flatMap(List::stream);
  }

  private static List<DeadLetter> next(
      MessageTransport transport, QueueName queue, List<DeadLetter> page) {
    return page.size() < PAGE
        ? List.of()
        : transport.deadLetters(queue, Optional.of(page.getLast().id()), PAGE);
  }
}
