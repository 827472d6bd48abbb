package dev.maos.event;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Why something happened.
 *
 * @param chain the event that was asked for, then the one it followed from, and so on
 * @param origin what the last of them followed from and is no event of this history: a message, or
 *     an event that is not kept any more
 */
public record Causes(List<RecordedEvent> chain, Optional<UUID> origin) {
  /** Copies the list. */
  public Causes {
    chain = List.copyOf(chain);
  }
}
