package dev.maos.consensus.resolution;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of one protocol of the chain. Immutable.
 *
 * @param protocol its name
 * @param began when its turn came
 * @param ended when it was known
 * @param settlement what it came to; empty if it passed the conflict on
 * @param why in words for people
 */
public record Step(
    String protocol, Instant began, Instant ended, Optional<Settlement> settlement, String why) {}
