package dev.maos.message;

import dev.maos.base.MaosException;

/** What became of a message given to a {@link Publisher}. */
public sealed interface PublishOutcome {
  MessageId id();

  /** Accepted. */
  record Accepted(Receipt receipt) implements PublishOutcome {
    @Override
    public MessageId id() {
      return receipt.id();
    }
  }

  /** Refused, or its outcome is unknown; the error's code says which. */
  record Failed(MessageId id, Message message, MaosException error) implements PublishOutcome {}
}
