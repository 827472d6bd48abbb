package dev.maos.redis.bus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A grant as {@code 10-claims.lua} writes it.
 *
 * @param ends when the first of its leases ends
 */
record StoredGrant(long id, long ends, List<Piece> pieces) {
  private static final int HAS_ITS_OWN_END = 2;

  /** Messages that are held, and the queue that they are of. */
  record Piece(String queue, StoredEntry entry) {}

  static StoredGrant read(long id, byte[] state) {
    var in = ByteBuffer.wrap(state);
    long common = in.getLong();
    long first = Long.MAX_VALUE;
    long reader = Answer.u48(in);
    if (reader == 0) {
      throw new IllegalStateException("grant " + id + " has no reader");
    }
    var names = List.of(text(in), text(in));
    var pieces = new ArrayList<Piece>();
    while (in.hasRemaining()) {
      int which = in.get();
      boolean isExtended = which > HAS_ITS_OWN_END;
      var queue = names.get(isExtended ? which - HAS_ITS_OWN_END - 1 : which - 1);
      first = Math.min(first, isExtended ? in.getLong() : common);
      var entry = new byte[in.getShort() & 0xFFFF];
      in.get(entry);
      pieces.add(new Piece(queue, StoredEntry.read(ByteBuffer.wrap(entry))));
    }
    return new StoredGrant(id, pieces.isEmpty() ? common : first, pieces);
  }

  static String text(ByteBuffer in) {
    var text = new byte[in.getShort() & 0xFFFF];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
