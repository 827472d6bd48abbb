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
  private final Runnable onLost;

  Ear() {
    this(() -> {});
  }

  /**
   * An ear that nobody listens with yet.
   *
   * @param onLost runs when nothing is certain any more
   */
  Ear(Runnable onLost) {
    this.onLost = onLost;
  }

  private record Listener(Consumer<byte[]> onMessage, Runnable onGap) {}

  void listen(byte[] channel, Consumer<byte[]> onMessage, Runnable onGap) {
    var first = listeners.putIfAbsent(key(channel), new Listener(onMessage, onGap));
    if (first != null) {
      throw new IllegalStateException("channel: somebody listens to it already");
    }
  }

  void forget(byte[] channel) {
    listeners.remove(key(channel));
    confirmed.remove(ByteBuffer.wrap(channel));
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

  /**
   * The server sends no more; whether that was not asked for, as after its slot has moved to
   * another.
   */
  boolean unsubscribed(byte[] channel) {
    var name = ByteBuffer.wrap(channel);
    if (!confirmed.remove(name) || !listeners.containsKey(name)) {
      return false;
    }
    onLost.run();
    return true;
  }

  /**
   * The connection went away, or another came in its place: no subscription is certain any more.
   */
  void lost() {
    confirmed.clear();
    onLost.run();
  }

  List<byte[]> channels() {
    return listeners.keySet().stream().map(ByteBuffer::array).toList();
  }

  private static ByteBuffer key(byte[] channel) {
    return ByteBuffer.wrap(channel.clone());
  }
}
