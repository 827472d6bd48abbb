package dev.maos.backend;

import java.util.List;

/**
 * Some notes.
 *
 * @param epoch which life of the tables this is: another one has forgotten all that was written
 * @param notes in the order in which they were written last
 * @param position behind the last of them
 * @param isLast whether there are no more behind them
 */
public record NotePage(long epoch, List<Note> notes, long position, boolean isLast) {
  /** Copies the list. */
  public NotePage {
    notes = List.copyOf(notes);
  }
}
