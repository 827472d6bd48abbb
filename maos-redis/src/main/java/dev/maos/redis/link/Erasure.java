package dev.maos.redis.link;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.Arrays;
import java.util.List;

/** The end of a namespace: all keys that begin with its name are looked for and deleted. */
final class Erasure {
  /** How many keys the server looks at in one step, in which it does nothing else. */
  private static final int PORTION = 1_000;

  private static final byte[] START = {'0'};

  private final RedisUri uri;
  private final Connection connection;

  Erasure(RedisUri uri, Connection connection) {
    this.uri = uri;
    this.connection = connection;
  }

  /** Deletes them, and returns how many there were. */
  long run() {
    long erased = 0;
    byte[] cursor = START;
    do {
      var portion = scan(cursor);
      cursor = (byte[]) portion.getFirst();
      erased += unlink((List<?>) portion.getLast());
    } while (!Arrays.equals(cursor, START));
    return erased;
  }

  // On a Cluster all keys of a namespace are in one slot, so on one node.
  private List<Object> scan(byte[] cursor) {
    var args = new RoutedArgs(uri.tag());
    args.add(cursor).add("MATCH").add(uri.prefix() + "*").add("COUNT").add(PORTION);
    return await(CommandType.SCAN, new NestedMultiOutput<>(ByteArrayCodec.INSTANCE), args);
  }

  private long unlink(List<?> keys) {
    if (keys.isEmpty()) {
      return 0;
    }
    var args = Connection.args();
    keys.forEach(key -> args.addKey((byte[]) key));
    return await(CommandType.UNLINK, new IntegerOutput<>(ByteArrayCodec.INSTANCE), args);
  }

  private <T> T await(
      CommandType command,
      CommandOutput<byte[], byte[], T> output,
      CommandArgs<byte[], byte[]> args) {
    return Answers.await(connection.ask(command, output, args), uri.timeout());
  }
}
