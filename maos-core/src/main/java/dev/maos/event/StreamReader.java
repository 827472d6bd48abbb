package dev.maos.event;

/** A place in a stream that moves on with each reading. Owned by one thread. */
public final class StreamReader {
  private final EventStream stream;
  private long position;
  private long missed;

  StreamReader(EventStream stream, long position) {
    this.stream = stream;
    this.position = Math.clamp(position, 0, stream.last());
  }

  /** Up to {@link EventStream#PAGE_SIZE} events that it has not read yet. */
  public StreamPage read() {
    return read(EventStream.PAGE_SIZE);
  }

  /** Up to {@code limit} events that it has not read yet. */
  public StreamPage read(int limit) {
    var page = stream.read(position, limit);
    position = page.position();
    missed += page.missed();
    return page;
  }

  /** The number of the event that it read last. */
  public long position() {
    return position;
  }

  /** How many events have fallen off before it read them. */
  public long missed() {
    return missed;
  }
}
