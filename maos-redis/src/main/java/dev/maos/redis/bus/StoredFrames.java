package dev.maos.redis.bus;

import java.util.IdentityHashMap;

/** The frames of one answer, each taken apart once. */
final class StoredFrames {
  private final IdentityHashMap<byte[], StoredFrame> frames = new IdentityHashMap<>();

  StoredFrame of(byte[] bytes) {
    return frames.computeIfAbsent(bytes, StoredFrame::new);
  }
}
