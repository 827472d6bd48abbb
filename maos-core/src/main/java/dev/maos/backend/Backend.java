package dev.maos.backend;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.consensus.DecisionStore;
import dev.maos.event.EventStore;
import dev.maos.message.MessageTransport;
import dev.maos.monitor.ComponentHealth;
import dev.maos.registry.AgentStore;
import java.util.Optional;

/**
 * A place where everything shared is kept: the storage interfaces of all features in one bundle.
 */
public interface Backend extends AutoCloseable {

  /** The storage of the message bus. */
  MessageTransport messages();

  /**
   * The storage of the event dispatcher, closed with the backend.
   *
   * @throws MaosException {@link ErrorCode#UNSUPPORTED} if it has none
   */
  EventStore events();

  /**
   * The storage of the registry.
   *
   * @throws MaosException {@link ErrorCode#UNSUPPORTED} if this backend has none
   */
  AgentStore agents();

  /**
   * The storage of consensus.
   *
   * @throws MaosException {@link ErrorCode#UNSUPPORTED} if this backend has none
   */
  DecisionStore decisions();

  /** What the guards of all processes know together; empty if this backend has no such tables. */
  default Optional<SharedTables> tables() {
    return Optional.empty();
  }

  /** Whether the place can be reached and does what it should, asked now. */
  ComponentHealth health();

  /** Releases connections and threads. What is stored remains. Closing twice is fine. */
  @Override
  void close();
}
