package dev.maos.micrometer;

import dev.maos.consensus.ConsensusMetrics;

/** What is exported of votes. */
final class ConsensusReadings {
  private static final String ENDED = "maos.votes.ended";
  private static final String ENDED_HELP = "Votes ended here, by how";
  private static final String BALLOTS = "maos.ballots";
  private static final String BALLOTS_HELP = "Ballots cast from here, by what became of them";
  private static final String OUTCOME = "outcome";

  private ConsensusReadings() {}

  static void read(ConsensusMetrics votes, Readings into) {
    into.count("maos.votes.requested", "Votes opened here", votes.requested())
        .count(ENDED, ENDED_HELP, votes.reached(), OUTCOME, "reached")
        .count(ENDED, ENDED_HELP, votes.failed(), OUTCOME, "failed")
        .count(ENDED, ENDED_HELP, votes.timedOut(), OUTCOME, "timed_out")
        .count(ENDED, ENDED_HELP, votes.cancelled(), OUTCOME, "cancelled")
        .count("maos.votes.adopted", "Votes ended for others", votes.finishedForOthers())
        .count(BALLOTS, BALLOTS_HELP, votes.ballots(), OUTCOME, "taken")
        .count(BALLOTS, BALLOTS_HELP, votes.repeated(), OUTCOME, "repeated")
        .count(BALLOTS, BALLOTS_HELP, votes.rejected(), OUTCOME, "rejected")
        .level("maos.votes.listening", "Callbacks and threads that wait", votes.listening())
        .count("maos.votes.callbacks", "Callbacks that were called", votes.told())
        .count("maos.votes.callbacks.failed", "Callbacks that threw", votes.listenersFailed())
        .count("maos.votes.herald.failed", "Not carried at first", votes.heraldFailed())
        .count("maos.votes.sweeps.failed", "Sweeps without an answer", votes.storeFailed())
        .count("maos.votes.rollbacks", "Logs that were rolled back", votes.rollbacks())
        .count("maos.votes.gaps", "Ends that had to be asked for", votes.gaps())
        .latency("maos.votes.duration", "From the proposal to the end", votes.durations());
  }
}
