package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Hands letters over at once, but for those that it loses. */
final class LocalCourier implements Courier {
  private final Map<AgentId, BiConsumer<AgentId, byte[]>> readers = new ConcurrentHashMap<>();
  private volatile Predicate<byte[]> lost = letter -> false;

  void loses(Predicate<byte[]> which) {
    lost = which;
  }

  @Override
  public void send(AgentId from, List<AgentId> to, byte[] letter) {
    if (!lost.test(letter)) {
      for (var each : to) {
        readers.getOrDefault(each, (sender, bytes) -> {}).accept(from, letter);
      }
    }
  }

  @Override
  public Runnable listen(AgentId member, BiConsumer<AgentId, byte[]> reader) {
    readers.put(member, reader);
    return () -> readers.remove(member, reader);
  }
}
