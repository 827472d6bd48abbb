package dev.maos.event;

import dev.maos.base.Subscription;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The newest events of one kind, under a name: a bounded ring that many read, each from where he
 * likes. Who reads too slowly is told how many events he missed.
 *
 * <p>While it is paused, events go past it. It lives as long as the dispatcher, or until it is
 * closed, which deletes it. Thread-safe.
 */
public final class EventStream implements Subscription {
  /** How many events it keeps unless it is told. */
  public static final int DEFAULT_SIZE = 1_000;

  /** How many events are read at once unless it is told. */
  public static final int PAGE_SIZE = 50;

  private final EventContext context;
  private final String name;
  private final EventFilter filter;
  private final StreamRing ring;
  private final Consumer<EventStream> onClosed;
  private final Set<StreamFollower> followers = ConcurrentHashMap.newKeySet();
  private final Recipient intake = new Intake();
  private boolean isPaused;
  private volatile boolean isOpen = true;

  EventStream(
      EventContext context,
      String name,
      EventFilter filter,
      int size,
      Consumer<EventStream> onClosed) {
    this.context = context;
    this.name = name;
    this.filter = filter;
    this.ring = new StreamRing(size);
    this.onClosed = onClosed;
  }

  /** From now on it gets events. */
  synchronized void open() {
    if (isOpen) {
      context.index().put(intake, filter);
    }
  }

  public String name() {
    return name;
  }

  public EventFilter filter() {
    return filter;
  }

  /** How many events it keeps at most. */
  public int size() {
    return ring.capacity();
  }

  /** The number of the newest event; 0 if there was none. */
  public long last() {
    return ring.last();
  }

  /** The newest events, at most so many, the oldest of them first. */
  public List<StreamEvent> latest(int count) {
    return ring.latest(EventPage.size(count));
  }

  /** Up to {@link #PAGE_SIZE} events behind a number. */
  public StreamPage read(long after) {
    return read(after, PAGE_SIZE);
  }

  /**
   * Events behind a number, from the oldest that is kept on.
   *
   * @param after only greater numbers; 0 for all that are kept
   * @param limit at least 1; more than {@link EventPage#MAX_SIZE} is cut to it
   */
  public StreamPage read(long after, int limit) {
    return ring.read(after, EventPage.size(limit));
  }

  /** A reader with a place of its own, which begins with the oldest event that is kept. */
  public StreamReader reader() {
    return new StreamReader(this, ring.first() - 1);
  }

  /** A reader with a place of its own, which begins behind a number. */
  public StreamReader reader(long after) {
    return new StreamReader(this, after);
  }

  /** Hands to a handler what is behind a number, and then whatever comes. */
  public StreamFollower follow(long after, EventHandler handler) {
    Required.handler(handler);
    if (!isOpen) {
      throw new EventsClosedException("the stream " + name);
    }
    var follower = new StreamFollower(context, this, after, handler, followers::remove);
    followers.add(follower);
    follower.look();
    if (!isOpen) {
      follower.close();
    }
    return follower;
  }

  StreamRing ring() {
    return ring;
  }

  @Override
  public synchronized void pause() {
    if (isActive()) {
      isPaused = true;
      context.index().remove(intake);
    }
  }

  @Override
  public synchronized void resume() {
    if (isOpen && isPaused) {
      isPaused = false;
      context.index().put(intake, filter);
    }
  }

  @Override
  public synchronized boolean isActive() {
    return isOpen && !isPaused;
  }

  /** Deletes it. What was read stays with the readers; those that follow are closed. */
  @Override
  public void close() {
    synchronized (this) {
      if (!isOpen) {
        return;
      }
      isOpen = false;
      context.index().remove(intake);
    }
    followers.forEach(StreamFollower::close);
    onClosed.accept(this);
  }

  /** Interrupts those that follow it and are handling something. */
  void interrupt() {
    followers.forEach(StreamFollower::interrupt);
  }

  boolean isIdle() {
    return followers.stream().allMatch(StreamFollower::isIdle);
  }

  boolean isAtRest() {
    return followers.stream().allMatch(StreamFollower::isAtRest);
  }

  private final class Intake implements Recipient {
    @Override
    public Kind kind() {
      return Kind.QUEUED;
    }

    @Override
    public boolean receive(EventDelivery delivery) {
      ring.add(delivery);
      followers.forEach(StreamFollower::look);
      return true;
    }

    @Override
    public String name() {
      return name;
    }
  }
}
