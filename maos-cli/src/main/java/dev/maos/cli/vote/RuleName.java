package dev.maos.cli.vote;

/** The names of rules in files of ballots. */
enum RuleName {
  SIMPLE_MAJORITY,
  ABSOLUTE_MAJORITY,
  SUPER_MAJORITY,
  UNANIMOUS,
  NEM_CON,
  WEIGHTED,
  PLURALITY,
  APPROVAL,
  SCORE,
  RANKED_CHOICE,
  SCHULZE,
  RANKED_PAIRS,
  COPELAND,
  BORDA
}
