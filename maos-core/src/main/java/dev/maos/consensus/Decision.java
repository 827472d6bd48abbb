package dev.maos.consensus;

import java.util.List;

/** What came out of a vote. All but {@link Undecided} are final. */
public sealed interface Decision {
  /** Ballots that are still missing could change it. */
  record Undecided() implements Decision {}

  /** The proposal passes. */
  record Passed() implements Decision {}

  /** The proposal does not pass, or no option has any support. */
  record Rejected() implements Decision {}

  /** One option is elected. */
  record Winner(String option) implements Decision {}

  /**
   * No single option is elected, and the tie chain ends there.
   *
   * @param options which of them could have been, in the order of the contest
   */
  record Tied(List<String> options) implements Decision {
    /** Copies the options. */
    public Tied {
      options = List.copyOf(options);
    }
  }

  /** Too few took part by the deadline. */
  record NoQuorum() implements Decision {}

  /** Somebody who holds a veto used it. */
  record Vetoed() implements Decision {}

  /** The proposer took the proposal back while it was open. No count says so. */
  record Cancelled() implements Decision {}

  /** Its name, as in records: {@code WINNER}. */
  default String name() {
    return switch (this) {
      case Undecided() -> "UNDECIDED";
      case Passed() -> "PASSED";
      case Rejected() -> "REJECTED";
      case Winner _ -> "WINNER";
      case Tied _ -> "TIED";
      case NoQuorum() -> "NO_QUORUM";
      case Vetoed() -> "VETOED";
      case Cancelled() -> "CANCELLED";
    };
  }

  /** What it means for those who asked. */
  default Status status() {
    return switch (this) {
      case Undecided() -> Status.ACTIVE;
      case Passed(), Winner _ -> Status.REACHED;
      case Rejected(), Tied _, Vetoed() -> Status.FAILED;
      case NoQuorum() -> Status.TIMED_OUT;
      case Cancelled() -> Status.CANCELLED;
    };
  }

  /** Whether nothing can change it any more. */
  default boolean isFinal() {
    return status() != Status.ACTIVE;
  }

  /** What a decision means for those who asked. */
  enum Status {
    /** Ballots are still taken. */
    ACTIVE,
    /** There is an answer. */
    REACHED,
    /** There is none, although enough took part. */
    FAILED,
    /** Too few took part in time. */
    TIMED_OUT,
    /** The question was taken back. */
    CANCELLED
  }
}
