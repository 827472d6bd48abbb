package dev.maos.redis.bus;

import dev.maos.testkit.redis.RedisServer;
import dev.maos.testkit.redis.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All keys of a namespace at one moment, read in one step, by their names behind the prefix.
 * Strings are bytes in the form of ISO-8859-1. Immutable.
 */
final class Keyspace {
  private static final String READ_ALL =
      """
      local out = {}
      for _, key in ipairs(redis.call('KEYS', '*')) do
        if string.sub(key, 1, #ARGV[1]) == ARGV[1] then
          local kind = redis.call('TYPE', key).ok
          local held = {}
          if kind == 'hash' then held = redis.call('HGETALL', key)
          elseif kind == 'list' then held = redis.call('LRANGE', key, 0, -1)
          elseif kind == 'zset' then held = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES') end
          out[#out + 1] = { string.sub(key, #ARGV[1] + 1), kind, held }
        end
      end
      return out
      """;

  private final Map<String, List<String>> values = new TreeMap<>();
  private final Map<String, Map<String, String>> pairs = new TreeMap<>();

  private Keyspace() {}

  static Keyspace read(RedisServer server, String namespace) {
    var keyspace = new Keyspace();
    var prefix = "maos:{" + namespace + "}:";
    for (var entry : server.command("EVAL", READ_ALL, "0", prefix).items()) {
      var parts = entry.items();
      keyspace.values.put(
          latin(parts.get(0)), parts.get(2).items().stream().map(Keyspace::latin).toList());
    }
    return keyspace;
  }

  private static String latin(Reply reply) {
    return new String(reply.bytes(), StandardCharsets.ISO_8859_1);
  }

  static byte[] bytes(String latin) {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }

  Set<String> names() {
    return values.keySet();
  }

  /** The elements of a list; none if there is no such key. */
  List<String> list(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The fields of a hash, or the members of a sorted set with their scores. */
  Map<String, String> pairs(String name) {
    return pairs.computeIfAbsent(name, this::paired);
  }

  private Map<String, String> paired(String name) {
    var list = list(name);
    var paired = new LinkedHashMap<String, String>();
    for (int i = 0; i < list.size(); i += 2) {
      paired.put(list.get(i), list.get(i + 1));
    }
    return paired;
  }

  Map<String, StoredQueue> queues() {
    var queues = new TreeMap<String, StoredQueue>();
    pairs("queues").forEach((name, state) -> queues.put(name, StoredQueue.read(bytes(state))));
    return queues;
  }

  List<StoredGrant> grants() {
    var grants = new ArrayList<StoredGrant>();
    pairs("grants")
        .forEach((id, state) -> grants.add(StoredGrant.read(Long.parseLong(id), bytes(state))));
    return grants;
  }

  /** The bytes of a frame, wherever it lies; empty if it is nowhere. */
  byte[] frame(long number) {
    var id = Long.toString(number);
    var large = pairs("large").getOrDefault(id, "");
    return bytes(pairs("frames").getOrDefault(id, large));
  }

  /** Whatever is there beside the books about processes, for a message that says what leaked. */
  Map<String, List<String>> values() {
    return values;
  }
}
