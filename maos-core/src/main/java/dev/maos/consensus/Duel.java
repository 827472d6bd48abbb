package dev.maos.consensus;

/**
 * Two options side by side. Immutable.
 *
 * @param forOne what speaks for the first of them
 * @param forOther what speaks for the second
 */
public record Duel(String one, String other, Fraction forOne, Fraction forOther) {}
