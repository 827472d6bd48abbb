package dev.maos.redis.link;

import dev.maos.base.ErrorCode;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandType;
import java.util.List;
import java.util.stream.Stream;

/** What a user needs to run the functions of a library. */
final class Rights {
  /** To run them. */
  static final String CALL = "fcall";

  /** To load the library, unless it is there already. */
  static final String LOAD = "function|load";

  private Rights() {}

  /** Those that the user does not have, named as in access lists. */
  static List<String> forbidden(RedisUri uri, Connection connection) {
    return Stream.of(CALL, LOAD).filter(right -> isForbidden(right, uri, connection)).toList();
  }

  // No function has this name, and no library is empty: so nothing is run and nothing is loaded,
  // and only who has the right hears of that.
  private static boolean isForbidden(String right, RedisUri uri, Connection connection) {
    var args = new RoutedArgs(uri.tag());
    boolean calls = right.equals(CALL);
    args.add(calls ? "maos" : "LOAD").add(calls ? "0" : "");
    var command = calls ? CommandType.FCALL : CommandType.FUNCTION;
    var output = new NestedMultiOutput<>(ByteArrayCodec.INSTANCE);
    try {
      Answers.await(connection.dispatch(command, output, args), uri.timeout());
      return false;
    } catch (LinkException e) {
      return e.code() == ErrorCode.REDIS_NOPERM;
    }
  }
}
