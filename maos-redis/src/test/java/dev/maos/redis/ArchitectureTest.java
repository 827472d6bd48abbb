package dev.maos.redis;

import dev.maos.testkit.house.House;
import dev.maos.testkit.house.HouseContract;

/**
 * The shape of the Redis backend: bus, history, registry, votes and shared tables over the link,
 * which alone sees the client.
 */
class ArchitectureTest extends HouseContract {
  private static final String BACKEND = "dev.maos.backend";
  private static final String BASE = "dev.maos.base";
  private static final String MESSAGE = "dev.maos.message";
  private static final String EVENT = "dev.maos.event";
  private static final String MONITOR = "dev.maos.monitor";
  private static final String REGISTRY = "dev.maos.registry";
  private static final String RESILIENCE = "dev.maos.resilience";
  private static final String AGENTS = "dev.maos.redis.agents";
  private static final String DECISIONS = "dev.maos.redis.decisions";
  private static final String CONSENSUS = "dev.maos.consensus";
  private static final String BUS = "dev.maos.redis.bus";
  private static final String HISTORY = "dev.maos.redis.event";
  private static final String TABLES = "dev.maos.redis.tables";
  private static final String LINK = "dev.maos.redis.link";

  private static final House HOUSE =
      House.of(RedisBackend.class)
          .room(
              "dev.maos.redis",
              AGENTS,
              DECISIONS,
              BUS,
              HISTORY,
              TABLES,
              LINK,
              BACKEND,
              MESSAGE,
              EVENT,
              CONSENSUS,
              MONITOR,
              REGISTRY,
              BASE)
          .room(AGENTS, LINK, REGISTRY, BASE)
          .room(DECISIONS, LINK, CONSENSUS, BASE)
          .room(BUS, LINK, MESSAGE, RESILIENCE, BASE)
          .room(HISTORY, LINK, EVENT, MONITOR, RESILIENCE, BASE)
          .room(TABLES, LINK, BACKEND, BASE)
          .room(LINK, BACKEND, MESSAGE, RESILIENCE, BASE)
          .library("io.lettuce", LINK)
          .library("io.netty", LINK);

  @Override
  protected House house() {
    return HOUSE;
  }
}
