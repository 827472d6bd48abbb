package dev.maos.redis.link;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import java.nio.ByteBuffer;

/** Arguments of a command that names no key and yet must go to the node of one. */
final class RoutedArgs extends CommandArgs<byte[], byte[]> {
  private final byte[] key;

  RoutedArgs(byte[] key) {
    super(ByteArrayCodec.INSTANCE);
    this.key = key.clone();
  }

  @Override
  public ByteBuffer getFirstEncodedKey() {
    return ByteBuffer.wrap(key);
  }
}
