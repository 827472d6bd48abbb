package dev.maos.registry;

/**
 * Those who could do a job, with what is known of them: all that a selection looks at.
 *
 * @param slots who they are
 * @param known what is known
 * @param typicalService how long a job takes on average; what is unknown is believed to be this
 */
record Candidates(SlotSet slots, LoadColumns known, double typicalService) {

  double jobs(int slot) {
    return known.jobs[slot];
  }

  double capacity(int slot) {
    return known.capacity[slot];
  }

  /** How much of its capacity is in use. */
  double load(int slot) {
    return known.load[slot];
  }

  /** How long one more job would wait there. */
  double wait(int slot) {
    return load(slot) * service(slot);
  }

  double service(int slot) {
    double its = known.service[slot];
    return its > 0 ? its : typicalService;
  }

  /** How many jobs more it could begin at once. */
  double room(int slot) {
    return Math.max(0, capacity(slot) - jobs(slot));
  }

  double roundTrip(int slot) {
    return known.roundTrip[slot];
  }

  long mark(int slot) {
    return known.mark[slot];
  }

  Candidates without(int slot) {
    return new Candidates(slots.without(slot), known, typicalService);
  }
}
