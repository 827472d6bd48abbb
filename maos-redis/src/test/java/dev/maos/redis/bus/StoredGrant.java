package dev.maos.redis.bus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A grant as {@code 10-claims.lua} writes it. */
record StoredGrant(long id, long ends, List<Piece> pieces) {

  /** Messages that are held, and the queue that they are of. */
  record Piece(String queue, StoredEntry entry) {}

  static StoredGrant read(long id, byte[] state) {
    var in = ByteBuffer.wrap(state);
    long ends = in.getLong();
    long reader = Answer.u48(in);
    if (reader == 0) {
      throw new IllegalStateException("grant " + id + " has no reader");
    }
    var names = List.of(text(in), text(in));
    var pieces = new ArrayList<Piece>();
    while (in.hasRemaining()) {
      var queue = names.get(in.get() - 1);
      var entry = new byte[in.getShort() & 0xFFFF];
      in.get(entry);
      pieces.add(new Piece(queue, StoredEntry.read(ByteBuffer.wrap(entry))));
    }
    return new StoredGrant(id, ends, pieces);
  }

  static String text(ByteBuffer in) {
    var text = new byte[in.getShort() & 0xFFFF];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
