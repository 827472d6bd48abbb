package dev.maos.memory;

import static dev.maos.backend.SharedTables.MAX_NOTES;
import static dev.maos.backend.SharedTables.MAX_NOTE_BYTES;

import dev.maos.backend.Note;
import dev.maos.backend.NotePage;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What all should know, each under its key, in the order of writing. Thread-safe. */
final class NoteTable {
  private static final int PAGE = 1_000;

  private final long epoch;

  // All guarded by this.
  private final Map<String, Long> positions = new HashMap<>();
  private final NavigableMap<Long, Note> notes = new TreeMap<>();
  private long position;
  private long bytes;

  NoteTable(long epoch) {
    this.epoch = epoch;
    this.position = epoch;
  }

  synchronized boolean write(Note note, long nowMicros) {
    var at = positions.get(note.key());
    var known = at == null ? null : notes.get(at);
    if (known != null && (known.rank() > note.rank() || known.equals(note))) {
      return known.rank() <= note.rank();
    }
    long after = bytes - (known == null ? 0 : known.value().length) + note.value().length;
    if (after > MAX_NOTE_BYTES || (known == null && notes.size() >= MAX_NOTES)) {
      throw new MaosException(
          ErrorCode.TOO_LARGE,
          "at most %d notes of %d bytes together".formatted(MAX_NOTES, MAX_NOTE_BYTES));
    }
    if (at != null) {
      notes.remove(at);
    }
    position = Math.max(position + 1, nowMicros);
    positions.put(note.key(), position);
    notes.put(position, note);
    bytes = after;
    return true;
  }

  synchronized NotePage after(long start) {
    var later = notes.tailMap(start, false);
    var page = new ArrayList<Note>();
    long last = start;
    for (var entry : later.entrySet()) {
      if (page.size() == PAGE) {
        break;
      }
      page.add(entry.getValue());
      last = entry.getKey();
    }
    return new NotePage(epoch, page, last, page.size() == later.size());
  }
}
