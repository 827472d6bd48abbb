package dev.maos.event;

/** Somebody's filter at one place of the index; no two are equal. */
final class IndexEntry {
  static final IndexEntry[] NONE = {};

  private final Recipient recipient;
  private final Recipient.Kind kind;
  private final Condition rest;
  private final boolean mayRepeat;

  /**
   * An entry.
   *
   * @param rest what must hold besides that which leads to the place
   * @param mayRepeat whether an event may lead to more than one place of the same filter
   */
  IndexEntry(Recipient recipient, Condition rest, boolean mayRepeat) {
    this.recipient = recipient;
    this.kind = recipient.kind();
    this.rest = rest;
    this.mayRepeat = mayRepeat;
  }

  Recipient recipient() {
    return recipient;
  }

  /** Of the recipient; kept here, so that it is known before he is touched. */
  Recipient.Kind kind() {
    return kind;
  }

  Condition rest() {
    return rest;
  }

  boolean mayRepeat() {
    return mayRepeat;
  }
}
