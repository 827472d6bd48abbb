package dev.maos.consensus.resolution;

import dev.maos.consensus.VoteExport;
import java.time.Instant;
import java.util.Optional;

/** Something that agents said while a conflict was resolved, and when it arrived. Immutable. */
public sealed interface Statement {
  /** When it was known, by the clock of the resolver. */
  Instant at();

  /** An answer. Whether it counts is seen by its time and by what there was to choose from. */
  record Said(Asked asked, Answer answer, Instant at) implements Statement {}

  /** No answer: it took too long, or the question could not be brought. */
  record Silent(Asked asked, String why, Instant at) implements Statement {}

  /**
   * A vote that was held.
   *
   * @param step the place of the protocol in the chain, from 0 on
   * @param vote all there is of it; empty if it did not end
   */
  record Voted(int step, Optional<VoteExport> vote, Instant at) implements Statement {}
}
