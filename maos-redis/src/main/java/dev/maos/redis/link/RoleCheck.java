package dev.maos.redis.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.maos.base.ErrorCode;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandType;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Whether a connection leads to a server that takes writes. */
final class RoleCheck {
  private static final String MASTER = "master";

  private RoleCheck() {}

  /** Fails with a {@link NotMasterException}, or with what went wrong in asking. */
  static CompletionStage<?> of(Connection connection, RedisUri uri) {
    return switch (uri.topology()) {
      case SINGLE, SENTINEL -> role(connection);
      case CLUSTER -> reach(connection, uri);
    };
  }

  private static CompletionStage<String> role(Connection connection) {
    return connection
        .dispatch(
            CommandType.ROLE, new NestedMultiOutput<>(ByteArrayCodec.INSTANCE), Connection.args())
        .handle(RoleCheck::conclude);
  }

  private static String conclude(@Nullable List<Object> reply, @Nullable Throwable error) {
    var role = reply != null && reply.getFirst() instanceof byte[] name ? text(name) : MASTER;
    if (!role.equals(MASTER)) {
      throw new NotMasterException(role);
    }
    // A user who may not ask gets by without: a READONLY answer will tell.
    if (error != null && Failure.of(error).code() != ErrorCode.REDIS_NOPERM) {
      throw new CompletionException(error);
    }
    return role;
  }

  // The nodes of a Cluster send us to the master of a key by themselves.
  static CompletionStage<Long> reach(Connection connection, RedisUri uri) {
    var args = Connection.args().addKey(uri.tag());
    return connection
        .dispatch(CommandType.EXISTS, new IntegerOutput<>(ByteArrayCodec.INSTANCE), args)
        .exceptionally(RoleCheck::refusedAtLeast);
  }

  private static Long refusedAtLeast(Throwable error) {
    if (Failure.of(error).code() != ErrorCode.REDIS_NOPERM) {
      throw new CompletionException(error);
    }
    return 0L;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
