package dev.maos.redis.link;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Who wants to hear what arrives on which channel. Thread-safe. */
final class Ear {
  private final Map<ByteBuffer, Listener> listeners = new ConcurrentHashMap<>();
  private final Set<ByteBuffer> confirmed = ConcurrentHashMap.newKeySet();

  private record Listener(Consumer<byte[]> onMessage, Runnable onGap) {}

  void listen(byte[] channel, Consumer<byte[]> onMessage, Runnable onGap) {
    var first = listeners.putIfAbsent(key(channel), new Listener(onMessage, onGap));
    if (first != null) {
      throw new IllegalStateException("channel: somebody listens to it already");
    }
  }

  void forget(byte[] channel) {
    listeners.remove(key(channel));
  }

  void heard(byte[] channel, byte[] message) {
    var listener = listeners.get(ByteBuffer.wrap(channel));
    if (listener != null) {
      listener.onMessage().accept(message);
    }
  }

  /** The server sends from now on; what was sent before may have been missed. */
  void subscribed(byte[] channel) {
    var listener = listeners.get(ByteBuffer.wrap(channel));
    if (listener != null && confirmed.add(key(channel))) {
      listener.onGap().run();
    }
  }

  /** The server sends no more, as after its slot has moved to another. */
  void unsubscribed(byte[] channel) {
    confirmed.remove(ByteBuffer.wrap(channel));
  }

  /** A connection went away: no subscription is certain any more. */
  void lost() {
    confirmed.clear();
  }

  List<byte[]> channels() {
    return listeners.keySet().stream().map(ByteBuffer::array).toList();
  }

  private static ByteBuffer key(byte[] channel) {
    return ByteBuffer.wrap(channel.clone());
  }
}
