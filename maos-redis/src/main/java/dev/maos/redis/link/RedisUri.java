package dev.maos.redis.link;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.message.Durability;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where Redis is, who we are there, and what we ask of it.
 *
 * <pre>
 *   redis://[user[:password]@]host[:port][/db][?options]
 *   rediss://...                          the same over TLS; the certificate is always verified
 *   redis-sentinel://[user[:password]@]host[:port],...?master=NAME
 *   redis-cluster://[user[:password]@]host[:port],...
 * </pre>
 *
 * Immutable. The text of it masks the password.
 *
 * @param topology how the servers stand to one another
 * @param tls whether connections are encrypted
 * @param login who we are; for Sentinels and for the servers behind them
 * @param addresses at least one
 * @param database 0 to 15; 0 on Cluster
 * @param master the name that Sentinels know; empty otherwise
 * @param ca a file of trusted certificates in PEM; empty for those of the platform
 * @param namespace with what each key begins; 1 to 32 letters, digits, {@code - _ .}
 * @param durability the least that the server must give
 * @param replicas for how many replicas a publish waits; 0 to 5
 * @param timeout how long a command may take; 100 ms to 60 s
 */
public record RedisUri(
    Topology topology,
    boolean tls,
    Login login,
    List<Address> addresses,
    int database,
    String master,
    String ca,
    String namespace,
    Durability.Level durability,
    int replicas,
    Duration timeout) {

  public RedisUri {
    addresses = List.copyOf(addresses);
  }

  /**
   * Reads a URI.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_REDIS_URL}, without the password
   */
  public static RedisUri parse(URI uri) {
    return parse(uri.toString());
  }

  /**
   * Reads the text of a URI.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_REDIS_URL}, without the password
   */
  public static RedisUri parse(String text) {
    return UriReader.read(text);
  }

  /** The addresses, as {@code host:port,host:port}. */
  public String place() {
    return addresses.stream().map(Address::toString).collect(Collectors.joining(","));
  }

  /** What all keys of the namespace begin with: <code>maos:{namespace}:</code>. */
  public String prefix() {
    return "maos:{" + namespace + "}:";
  }

  /** The key that all keys of the namespace share a slot with: {@code {namespace}}. */
  byte[] tag() {
    return ("{" + namespace + "}").getBytes(StandardCharsets.UTF_8);
  }

  /** Where it is and under which names, with {@code ***} for the password. */
  @Override
  public String toString() {
    return scheme()
        + "://"
        + login
        + place()
        + (database == 0 ? "" : "/" + database)
        + "?namespace="
        + namespace
        + (master.isEmpty() ? "" : "&master=" + master);
  }

  private String scheme() {
    return switch (topology) {
      case SINGLE -> tls ? "rediss" : "redis";
      case SENTINEL -> "redis-sentinel";
      case CLUSTER -> "redis-cluster";
    };
  }
}
