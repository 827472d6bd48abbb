import org.jspecify.annotations.NullMarked;

/** The backend that processes and machines share, on Redis. */
@NullMarked
module dev.maos.redis {
  requires static transitive org.jspecify;
  requires transitive dev.maos;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires lettuce.core;
  requires org.slf4j;

  exports dev.maos.redis;

  provides dev.maos.backend.BackendProvider with
      dev.maos.redis.RedisBackendProvider;
}
