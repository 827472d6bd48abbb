package dev.maos.bench.raw;

import dev.maos.bench.BenchFailedException;
import dev.maos.bench.Server;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Looks at a Redis server through a connection of its own. Not thread-safe. */
final class RedisServerProbe implements Server {
  private static final double NANOS = 1e9;
  private static final String KEYS_AT_ONCE = "1000";

  private final RespConnection connection;

  private RedisServerProbe(RespConnection connection) {
    this.connection = connection;
  }

  static RedisServerProbe open(RawAddress address) {
    return new RedisServerProbe(RespConnection.open(address));
  }

  @Override
  public String describe() {
    var persistence = connection.ask("INFO", "persistence");
    return "Redis %s %s, append-only file %s, %s"
        .formatted(
            field(connection.ask("INFO", "server"), "redis_version"),
            field(connection.ask("INFO", "server"), "redis_mode"),
            field(persistence, "aof_enabled").equals("1") ? "on" + fsync() : "off",
            "i/o threads " + setting("io-threads"));
  }

  private String fsync() {
    return " (fsync " + setting("appendfsync") + ")";
  }

  // A server may keep its settings to itself.
  private String setting(String name) {
    try {
      connection.out().words("CONFIG", "GET", name);
      connection.send();
      if (connection.in().array() != 2) {
        return "unknown";
      }
      connection.in().skip();
      connection.in().bulk();
      return connection.in().text();
    } catch (BenchFailedException e) {
      return "unknown";
    } catch (IOException e) {
      throw connection.broken(e);
    }
  }

  @Override
  public OptionalLong cpuNanos() {
    var cpu = connection.ask("INFO", "cpu");
    double seconds =
        Double.parseDouble(field(cpu, "used_cpu_sys"))
            + Double.parseDouble(field(cpu, "used_cpu_user"));
    return OptionalLong.of(Math.round(seconds * NANOS));
  }

  @Override
  public OptionalLong connections() {
    var clients = connection.ask("INFO", "clients");
    return OptionalLong.of(Long.parseLong(field(clients, "connected_clients")));
  }

  /** Deletes every key with that text in its name; what others write meanwhile may stay. */
  void deleteKeysWith(String text) {
    try {
      var cursor = "0";
      do {
        connection.out().words("SCAN", cursor, "MATCH", "*" + text + "*", "COUNT", KEYS_AT_ONCE);
        connection.send();
        connection.in().array();
        connection.in().bulk();
        cursor = connection.in().text();
        int found = connection.in().array();
        for (int i = 0; i < found; i++) {
          connection.in().bulk();
          connection.out().words("UNLINK", connection.in().text());
        }
        connection.send();
        connection.skip(found);
      } while (!cursor.equals("0"));
    } catch (IOException e) {
      throw connection.broken(e);
    }
  }

  private static String field(String info, String name) {
    var found = Pattern.compile("(?m)^" + name + ":(.*?)\\r?$").matcher(info);
    return found.find() ? found.group(1) : "unknown";
  }

  @Override
  public void close() {
    connection.close();
  }
}
