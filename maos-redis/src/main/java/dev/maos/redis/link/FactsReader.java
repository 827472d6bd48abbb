package dev.maos.redis.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.maos.base.ErrorCode;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a server about itself: INFO, and CONFIG where that is allowed. */
final class FactsReader {
  private final RedisUri uri;
  private final Connection connection;

  FactsReader(RedisUri uri, Connection connection) {
    this.uri = uri;
    this.connection = connection;
  }

  ServerFacts read() {
    var info = info();
    var settings = settings();
    return new ServerFacts(
        info.getOrDefault("redis_version", "0"),
        info.getOrDefault("role", "unknown"),
        info.getOrDefault("run_id", ""),
        info.getOrDefault("master_replid", ""),
        (int) number(info.get("connected_slaves")),
        number(info.get("maxmemory")),
        number(info.get("used_memory")),
        info.getOrDefault("maxmemory_policy", "unknown"),
        info.getOrDefault("aof_enabled", "0").equals("1"),
        settings.getOrDefault("appendfsync", ""),
        settings.isEmpty());
  }

  /** The time of the server in microseconds. */
  long micros() {
    var reply = ask(CommandType.TIME);
    return number(text(reply.get(0))) * 1_000_000 + number(text(reply.get(1)));
  }

  /** The name of the ACL user that we are. */
  String user() {
    return text(ask(CommandType.ACL, "WHOAMI").getFirst());
  }

  private Map<String, String> info() {
    var fields = new HashMap<String, String>();
    for (var line : text(ask(CommandType.INFO).getFirst()).lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.put(line.substring(0, colon), line.substring(colon + 1));
      }
    }
    return fields;
  }

  /** Empty if we may not ask. */
  private Map<String, String> settings() {
    var settings = new HashMap<String, String>();
    try {
      var reply = ask(CommandType.CONFIG, "GET", "appendfsync");
      for (int i = 0; i + 1 < reply.size(); i += 2) {
        settings.put(text(reply.get(i)), text(reply.get(i + 1)));
      }
    } catch (LinkException e) {
      // A server may also have no CONFIG at all, renamed by its operator or by who hosts it.
      if (e.code() != ErrorCode.REDIS_NOPERM && e.code() != ErrorCode.REDIS_ERROR) {
        throw e;
      }
    }
    return settings;
  }

  private List<Object> ask(CommandType command, String... arguments) {
    var args = new RoutedArgs(uri.tag());
    for (var argument : arguments) {
      args.add(argument);
    }
    var output = new NestedMultiOutput<>(ByteArrayCodec.INSTANCE);
    return Answers.await(connection.ask(command, output, args), uri.timeout());
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes ? new String(bytes, UTF_8) : value.toString();
  }

  private static long number(@Nullable String text) {
    return text == null || !text.matches("[0-9]{1,18}") ? 0 : Long.parseLong(text);
  }
}
