package dev.maos.testkit.redis;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A primary with replicas, and three Sentinels that put a replica in its place when it dies.
 *
 * <p>They take a primary for dead after one second without an answer; a failover then takes some
 * seconds. Lives as {@link RedisServer} does. For one thread, but for what the servers allow.
 */
public final class RedisSentinels implements AutoCloseable {
  private static final String MASTER = "main";
  private static final int SENTINELS = 3;

  private final Servers data = new Servers();
  private final Servers sentinels = new Servers();

  private RedisSentinels() {}

  /** A primary, one replica and three Sentinels that know each other. */
  public static RedisSentinels start() {
    return start(1);
  }

  /** A primary, so many replicas and three Sentinels. */
  public static RedisSentinels start(int replicas) {
    return start(replicas, UnaryOperator.identity());
  }

  /**
   * A primary, so many replicas and three Sentinels.
   *
   * @param replicas at least 1
   * @param wishes added for the primary and each replica; no password, no TLS
   */
  public static RedisSentinels start(int replicas, UnaryOperator<RedisServerBuilder> wishes) {
    if (replicas < 1) {
      throw new IllegalArgumentException("replicas: at least 1, not " + replicas);
    }
    var sentinels = new RedisSentinels();
    try {
      sentinels.open(replicas, wishes);
      return sentinels;
    } catch (RuntimeException e) {
      sentinels.close();
      throw e;
    }
  }

  /** {@code redis-sentinel://127.0.0.1:p1,127.0.0.1:p2,127.0.0.1:p3?master=main}. */
  public String uri() {
    return "redis-sentinel://" + Servers.addresses(sentinels.all()) + "?master=" + MASTER;
  }

  /** The server that the living Sentinels, or the first that answers, take for the primary. */
  public RedisServer primary() {
    return primaryAccordingTo(sentinels.alive().getFirst());
  }

  /** The primary and the replicas, dead ones too. */
  public List<RedisServer> servers() {
    return data.all();
  }

  /** The Sentinels; commands such as {@code SENTINEL FAILOVER main} go to one of them. */
  public List<RedisServer> sentinels() {
    return sentinels.all();
  }

  /** Kills the primary and returns it, at once; {@link #awaitFailover} waits for the next one. */
  public RedisServer killPrimary() {
    var primary = primary();
    primary.kill();
    return primary;
  }

  /**
   * Waits until all living Sentinels agree on another primary than this one, and it serves as such.
   *
   * @return the new primary
   * @throws IllegalStateException when that does not happen within a minute
   */
  public RedisServer awaitFailover(RedisServer former) {
    sentinels.await(
        "another primary than " + former.port(),
        () -> primary() != former && areOfOneMind() && isPrimary(primary()));
    return primary();
  }

  /**
   * Waits until all servers live, and each but the primary follows it.
   *
   * @throws IllegalStateException when that does not happen within a minute
   */
  public void awaitHealthy() {
    data.await(
        "a primary that all others follow",
        () ->
            areOfOneMind()
                && data.all().stream().allMatch(s -> s == primary() || follows(s, primary())));
  }

  /** Kills all and removes their data; closing twice is fine. */
  @Override
  public void close() {
    sentinels.close();
    data.close();
  }

  private void open(int replicas, UnaryOperator<RedisServerBuilder> wishes) {
    var primary = data.add(wishes.apply(RedisServer.with()).start());
    for (int i = 0; i < replicas; i++) {
      data.add(wishes.apply(RedisServer.with()).replicaOf(primary).start());
    }
    for (int i = 0; i < SENTINELS; i++) {
      hurry(sentinels.add(sentinelOf(primary).start(ServerMode.SENTINEL)));
    }
    sentinels.await(
        "three Sentinels that know each other and the replicas",
        () -> sentinels.all().stream().allMatch(sentinel -> knowsAll(sentinel, replicas)));
  }

  private static RedisServerBuilder sentinelOf(RedisServer primary) {
    return new RedisServerBuilder()
        .setting("sentinel monitor", MASTER + " 127.0.0.1 " + primary.port() + " 2")
        .setting("sentinel down-after-milliseconds", MASTER + " 1000")
        .setting("sentinel failover-timeout", MASTER + " 3000");
  }

  // They look around every ten seconds and speak every two; eight seconds pass, for example,
  // before they make a replica of a primary that came back.
  private static void hurry(RedisServer sentinel) {
    sentinel.command("SENTINEL", "DEBUG", "info-period", "1000", "publish-period", "500");
  }

  private static boolean knowsAll(RedisServer sentinel, int replicas) {
    return sentinel.command("SENTINEL", "SENTINELS", MASTER).items().size() == SENTINELS - 1
        && sentinel.command("SENTINEL", "REPLICAS", MASTER).items().size() == replicas;
  }

  private RedisServer primaryAccordingTo(RedisServer sentinel) {
    var address = sentinel.command("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER);
    return data.onPort(Integer.parseInt(address.texts().getLast()));
  }

  private boolean areOfOneMind() {
    return sentinels.alive().stream().map(this::primaryAccordingTo).distinct().count() == 1;
  }

  private static boolean isPrimary(RedisServer server) {
    return Info.of(server.command("INFO", "replication")).has("role", "master");
  }

  private static boolean follows(RedisServer server, RedisServer primary) {
    var info = Info.of(server.command("INFO", "replication"));
    return info.has("master_link_status", "up")
        && info.has("master_port", Integer.toString(primary.port()));
  }
}
