package dev.maos.cli.vote;

/** The names of tie rules in files of ballots. */
enum TieName {
  PREVIOUS_ROUNDS,
  ORDER,
  LOT,
  STATUS_QUO,
  ARBITER
}
