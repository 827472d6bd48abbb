package dev.maos.event;

/** Where in the history a new reader begins. */
public sealed interface HistoryStart {
  /** With the oldest event that is kept. */
  record Earliest() implements HistoryStart {}

  /** With the next event. */
  record Latest() implements HistoryStart {}

  /** Behind an event. */
  record After(long sequence) implements HistoryStart {
    public After {
      Setting.between("sequence", sequence, 0, Long.MAX_VALUE);
    }
  }

  static HistoryStart earliest() {
    return new Earliest();
  }

  static HistoryStart latest() {
    return new Latest();
  }

  static HistoryStart after(long sequence) {
    return new After(sequence);
  }

  /** The sequence behind which to read; a store cuts it to its history. */
  default long after() {
    return switch (this) {
      case Earliest() -> 0;
      case Latest() -> Long.MAX_VALUE;
      case After(var sequence) -> sequence;
    };
  }
}
