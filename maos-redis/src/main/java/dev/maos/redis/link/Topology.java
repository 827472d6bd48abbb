package dev.maos.redis.link;

/** How the servers behind a URI stand to one another. */
public enum Topology {
  /** One server, named by its address. */
  SINGLE,
  /** One writable server at a time; Sentinels know which. */
  SENTINEL,
  /** Several, each with its share of the slots. */
  CLUSTER
}
