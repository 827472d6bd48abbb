package dev.maos.redis.link;

import io.lettuce.core.RedisChannelHandler;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A connection that messages of channels arrive on, as the client library makes it. */
interface Subscriber {

  /** Asks for the messages of channels, which may be asked for already. */
  CompletionStage<Void> subscribe(List<byte[]> channels);

  /** Asks for them no more. */
  CompletionStage<Void> unsubscribe(List<byte[]> channels);

  /** Whether that connection is, or may be, this one. */
  boolean isOver(RedisChannelHandler<?, ?> connection);
}
