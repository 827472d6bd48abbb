package dev.maos.event;

/**
 * Somebody's filter at one place of the index.
 *
 * @param rest what must hold besides that which leads to the place
 * @param mayRepeat whether an event may lead to more than one place of the same filter
 */
record IndexEntry(Recipient recipient, Condition rest, boolean mayRepeat) {
  static final IndexEntry[] NONE = {};
}
