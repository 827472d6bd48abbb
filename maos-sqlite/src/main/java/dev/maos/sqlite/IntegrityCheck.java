package dev.maos.sqlite;

/** Whether a file is looked through for damage when it is opened. */
public enum IntegrityCheck {
  /** Reads the whole file; takes a second or two for each gigabyte. */
  ON_OPEN,
  /** Reads only its head: damage elsewhere shows when somebody reads there. */
  OFF
}
