package dev.maos.redis.bus;

import dev.maos.base.TimeSource;
import dev.maos.message.QueueLimits;
import dev.maos.redis.link.RedisLink;

/** The same again where every frame goes the way of large ones, however small it is. */
class LargeFramesContractTest extends RedisBusContractTest {
  @Override
  RedisTransport open(RedisLink connected, QueueLimits limits, TimeSource clock) {
    var transport = RedisTransport.open(connected, limits, clock, Library.load(), 0);
    transport.awaitNumbers();
    return transport;
  }
}
