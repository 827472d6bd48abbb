package dev.maos.consensus;

import dev.maos.monitor.LatencySnapshot;

/**
 * What a {@link Consensus} has counted since it was opened. A vote that ended is counted by the one
 * process that ended it, so the numbers of several processes may be added.
 *
 * @param requested votes opened here
 * @param reached votes ended here that have an answer
 * @param failed votes ended here that have none, although enough took part
 * @param timedOut votes ended here in which too few took part in time
 * @param cancelled votes taken back here
 * @param finishedForOthers of all these, the ones that a sweep found unfinished
 * @param ballots taken from here
 * @param repeated ballots that were taken before
 * @param rejected ballots that were not taken
 * @param told callbacks that were called
 * @param listenersFailed callbacks that threw
 * @param listening callbacks and threads that wait now
 * @param heraldFailed invitations and results that could not be carried at first
 * @param storeFailed sweeps in which the store did not answer
 * @param rollbacks logs that were found to be others than before
 * @param gaps how often this process could not see which votes had ended, and asked for each
 * @param durations from the proposal to the end, of the votes ended here
 */
public record ConsensusMetrics(
    long requested,
    long reached,
    long failed,
    long timedOut,
    long cancelled,
    long finishedForOthers,
    long ballots,
    long repeated,
    long rejected,
    long told,
    long listenersFailed,
    int listening,
    long heraldFailed,
    long storeFailed,
    long rollbacks,
    long gaps,
    LatencySnapshot durations) {

  private static final ConsensusMetrics NONE = new ConsensusCounters().metrics(0);

  /** Those of a consensus that was not used yet. */
  static ConsensusMetrics none() {
    return NONE;
  }
}
