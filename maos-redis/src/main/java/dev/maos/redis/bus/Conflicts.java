package dev.maos.redis.bus;

import dev.maos.base.ErrorCode;
import dev.maos.redis.link.LinkException;
import dev.maos.redis.link.LinkException.Effect;
import dev.maos.redis.link.RedisLink;
import java.util.Optional;
import java.util.function.Supplier;

/** What a server refuses because a key is of another type, with the key, which it does not name. */
record Conflicts(RedisLink link) {

  /** The result of a call, whose refusal names the key; if that can be found out. */
  <T> T named(Supplier<T> call) {
    try {
      return call.get();
    } catch (LinkException refusal) {
      throw refusal.code() == ErrorCode.KEY_TYPE_CONFLICT ? named(refusal) : refusal;
    }
  }

  private LinkException named(LinkException refusal) {
    return key()
        .map(sentence -> new LinkException(Effect.REFUSED, refusal.code(), sentence))
        .orElse(refusal);
  }

  private Optional<String> key() {
    try {
      return link.conflictingKey(link.uri().prefix());
    } catch (LinkException e) {
      // The refusal is what its caller has to hear of, not that there is no more to say.
      return Optional.empty();
    }
  }
}
