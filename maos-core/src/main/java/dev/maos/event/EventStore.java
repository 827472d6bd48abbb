package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.monitor.ComponentHealth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The history of what has happened, in the order in which it was recorded, and the places that
 * readers have in it. It knows nothing of subscriptions, handlers or threads that a user sees, and
 * never calls back. Thread-safe.
 *
 * <p>Every call may throw an {@link EventStoreException}. Every duty named here is a test of the
 * contract suite in the test kit.
 */
public interface EventStore extends AutoCloseable {
  /** The most events that one append may hold. */
  int MAX_BATCH = 10_000;

  /** So many of the newest ids at least are known, so that none of them is stored twice. */
  int REMEMBERED_IDS = 10_000;

  /** What a recorded event survives now. */
  EventDurability durability();

  /** Whether others append to it too, from elsewhere. */
  boolean isShared();

  /**
   * Records events in their order, all of them or none, and returns when they survive what {@link
   * #durability} says. An event is not stored again if one of its id is kept and is among the
   * {@value #REMEMBERED_IDS} newest; the answer is then that one. So to append again what may have
   * been stored is safe.
   *
   * <p>Events appear in the order of their sequences: who has seen one never finds a smaller one
   * appear later.
   *
   * @return one for each, in order
   * @throws InvalidInputException {@link ErrorCode#BATCH_TOO_LARGE}
   */
  List<RecordedEvent> append(List<Event> events);

  /** The event of this id, if it is kept. */
  Optional<RecordedEvent> find(UUID id);

  /**
   * Reads what a query asks for from the oldest on, behind a sequence.
   *
   * @param after only greater sequences; 0 for all
   * @param limit at least 1; more than {@link EventPage#MAX_SIZE} is cut to it
   */
  EventPage read(EventQuery query, long after, int limit);

  /**
   * Reads what a query asks for from the newest backwards, before a sequence.
   *
   * @param before only smaller sequences; {@code Long.MAX_VALUE} for all
   * @param limit at least 1; more than {@link EventPage#MAX_SIZE} is cut to it
   */
  EventPage readBackwards(EventQuery query, long before, int limit);

  /** How many of the kept events a query asks for. */
  long count(EventQuery query);

  /** The smallest sequence that is kept; one more than {@link #last} if none is. */
  long first();

  /** The greatest sequence that was ever given; 0 if none was. */
  long last();

  /**
   * Waits until {@link #last} is greater than a sequence, and returns whether it is; at most about
   * as long as patience says.
   */
  boolean awaitBeyond(long sequence, Duration patience) throws InterruptedException;

  // Places of readers.

  /**
   * Makes a cursor behind a sequence, or finds the one of that name where it is. Its lag is bounded
   * by {@code maxLag} from now on, also if it was there before.
   *
   * @param after cut to {@link #last}, and up to just before {@link #first}
   * @param maxLag at least 0; see {@link #retain}
   */
  EventCursor openCursor(CursorName name, long after, long maxLag);

  /** The cursor of this name, if there is one. */
  Optional<EventCursor> cursor(CursorName name);

  /**
   * Moves a cursor forward to a sequence; never back, so a late call changes nothing.
   *
   * @return the cursor as it is now; nothing if there is none of that name
   * @throws InvalidInputException {@link ErrorCode#INVALID_RANGE} beyond {@link #last}
   */
  Optional<EventCursor> advance(CursorName name, long sequence);

  /** Every cursor, in order of the names. */
  List<EventCursor> cursors();

  /** Ends a cursor, which then holds nothing back; false if there was none. */
  boolean deleteCursor(CursorName name);

  // Keeping and giving up.

  /**
   * Removes what exceeds the policy, the oldest first, up to what a cursor has not read. A cursor
   * that lies more than its maximum lag behind {@link #last} holds nothing back: it is moved to
   * just before the first event that is kept, and what it lost is added to what it {@link
   * EventCursor#missed missed}. One pass may stop early, so that others get their turn.
   */
  RetentionPass retain(RetentionPolicy policy);

  /** Whether it does what it should, asked now; answers also when it is closed. */
  ComponentHealth health();

  /** Releases what it holds; what was recorded stays as durable as it was. Twice is fine. */
  @Override
  void close();
}
