package dev.maos.redis.bus;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The frames of one answer, each taken apart once. */
final class StoredFrames {
  private final Map<Long, byte[]> fetched;
  private final Map<Long, StoredFrame> frames = new HashMap<>();

  StoredFrames(Map<Long, byte[]> fetched) {
    this.fetched = fetched;
  }

  /** The frame of a piece; null if its bytes are gone or are not a frame. */
  @Nullable StoredFrame of(Taken.Piece piece) {
    var known = frames.get(piece.frame());
    if (known != null) {
      return known;
    }
    var bytes = piece.isToBeFetched() ? fetched.get(piece.frame()) : piece.bytes();
    if (bytes == null || !StoredFrame.isWhole(bytes)) {
      return null;
    }
    var frame = new StoredFrame(bytes);
    frames.put(piece.frame(), frame);
    return frame;
  }
}
