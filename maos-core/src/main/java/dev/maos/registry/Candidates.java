package dev.maos.registry;

/**
 * Those who could do a job, with what is known of them: all that a selection looks at. The arrays
 * are indexed by slot.
 *
 * @param slots who they are
 * @param jobs how many jobs each is believed to have
 * @param capacity how many each works on at once
 * @param service how long a job takes each, in microseconds; 0 where nobody knows
 * @param roundTrip how long each takes to answer, in microseconds; 0 where nobody knows
 * @param mark a hash of each one's id
 * @param typicalService how long a job takes on average; what is unknown is believed to be this
 */
record Candidates(
    SlotSet slots,
    double[] jobs,
    double[] capacity,
    double[] service,
    double[] roundTrip,
    long[] mark,
    double typicalService) {

  /** How long one more job would wait there. */
  double wait(int slot) {
    return jobs[slot] / capacity[slot] * service(slot);
  }

  double service(int slot) {
    double known = service[slot];
    return known > 0 ? known : typicalService;
  }

  /** How many jobs more it could begin at once. */
  double room(int slot) {
    return Math.max(0, capacity[slot] - jobs[slot]);
  }

  Candidates without(int slot) {
    return among(slots.without(slot));
  }

  Candidates among(SlotSet others) {
    return new Candidates(others, jobs, capacity, service, roundTrip, mark, typicalService);
  }
}
