package dev.maos.consensus;

/**
 * Who has not voted yet. Immutable.
 *
 * @param roll how many, and with what weight together
 * @param veto whether somebody among them could say VETO
 */
record Missing(Roll roll, boolean veto) {}
