package dev.maos.redis.link;

import static dev.maos.redis.link.Right.ASKING;
import static dev.maos.redis.link.Right.PUBSUB;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A command that is refused without a right, and changes nothing with it: it names a key that is
 * not there, or what it wants to write is no value.
 */
record Trial(Right right, CommandType command, List<String> arguments) {

  private static Trial of(Right right, CommandType command, String... arguments) {
    return new Trial(right, command, List.of(arguments));
  }

  /** Those of who runs functions. No function has this name, and no library is empty. */
  static List<Trial> ofFunctions() {
    return List.of(
        of(Right.CALL, CommandType.FCALL, "maos", "0"),
        of(Right.LOAD, CommandType.FUNCTION, "LOAD", ""));
  }

  /** Those of all rights that can be tried on a connection for commands. */
  static List<Trial> all(RedisUri uri) {
    var trials = new ArrayList<>(ofFunctions());
    trials.addAll(ofKey(name(uri)));
    trials.addAll(ofServer());
    trials.addAll(ofChannel(name(uri), uri.topology() == Topology.CLUSTER));
    return trials;
  }

  /** A key that nothing is stored in, and a channel that nobody speaks on. */
  static String name(RedisUri uri) {
    return uri.prefix() + "doctor";
  }

  private static List<Trial> ofKey(String key) {
    return List.of(
        // A field without its value.
        of(Right.HASH, CommandType.HSET, key, "a", "b", "c"),
        of(Right.LIST, CommandType.LPUSHX, key, "a"),
        // A score that is no number.
        of(Right.SORTED_SET, CommandType.ZADD, key, "x", "y"),
        of(Right.STREAM, CommandType.XADD, key, "NOMKSTREAM", "*", "a", "b"),
        of(Right.DEL, CommandType.DEL, key),
        of(Right.EXISTS, CommandType.EXISTS, key),
        of(Right.RENAME, CommandType.RENAME, key, key),
        of(Right.PEXPIRE, CommandType.PEXPIRE, key, "1"),
        of(Right.TYPE, CommandType.TYPE, key));
  }

  private static List<Trial> ofServer() {
    return List.of(
        of(Right.TIME, CommandType.TIME),
        of(Right.PING, CommandType.PING),
        of(Right.INFO, CommandType.INFO, "server"),
        of(Right.ROLE, CommandType.ROLE),
        of(Right.WAIT, CommandType.WAIT, "0", "1"),
        of(Right.SETTINGS, CommandType.CONFIG, "GET", "appendfsync"));
  }

  private static List<Trial> ofChannel(String channel, boolean sharded) {
    return sharded
        ? List.of(
            of(PUBSUB, CommandType.SPUBLISH, channel, ""),
            of(PUBSUB, CommandType.PUBSUB, "SHARDNUMSUB"),
            of(ASKING, CommandType.ASKING))
        : List.of(
            of(PUBSUB, CommandType.PUBLISH, channel, ""), of(PUBSUB, CommandType.PUBSUB, "NUMSUB"));
  }

  /** Runs it on the node of the namespace. */
  CompletionStage<List<Object>> run(Connection connection, RedisUri uri) {
    var args = new RoutedArgs(uri.tag());
    arguments.forEach(args::add);
    return connection.dispatch(command, new NestedMultiOutput<>(ByteArrayCodec.INSTANCE), args);
  }
}
