package dev.maos.redis.link;

/**
 * Who hears what arrives at a {@link Reception}. Called on its I/O thread, which must not be
 * blocked, one call after the other and in the order of the connection.
 */
public interface Listener {

  /** Somebody has published a message on a channel that was tuned to. */
  void heard(byte[] channel, byte[] message);

  /** The connection is gone, or may be: what is published from now on may be missed. */
  void lost();

  /**
   * The server sends what is published on that channel from now on: for the first time, or again
   * after a loss. Every message that is heard after this was published after it.
   */
  void found(byte[] channel);
}
