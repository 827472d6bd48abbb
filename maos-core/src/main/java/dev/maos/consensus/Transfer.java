package dev.maos.consensus;

import java.util.Optional;

/**
 * Weight that goes from an eliminated option to the next one on its ballots. Immutable.
 *
 * @param to the next option; empty if those ballots name no other continuing one
 */
public record Transfer(String from, Optional<String> to, Fraction weight) {}
