package dev.maos.registry;

import java.util.Arrays;

/**
 * What is believed of everybody, a column for each property and a place for each slot, so that
 * selections run through memory in one direction. Written under the board's lock; see there for
 * what readers may see.
 */
final class LoadColumns {
  /** How many jobs each is believed to have. */
  final double[] jobs;

  /** How many each works on at once. */
  final double[] capacity;

  /** How much of its capacity is in use. */
  final double[] load;

  /** How long a job takes each, in microseconds; 0 where nobody knows. */
  final double[] service;

  /** How long each takes to answer, in microseconds; 0 where nobody knows. */
  final double[] roundTrip;

  /** A hash of each one's id. */
  final long[] mark;

  LoadColumns(int size) {
    jobs = new double[size];
    capacity = new double[size];
    load = new double[size];
    service = new double[size];
    roundTrip = new double[size];
    mark = new long[size];
  }

  private LoadColumns(LoadColumns smaller, int size) {
    jobs = Arrays.copyOf(smaller.jobs, size);
    capacity = Arrays.copyOf(smaller.capacity, size);
    load = Arrays.copyOf(smaller.load, size);
    service = Arrays.copyOf(smaller.service, size);
    roundTrip = Arrays.copyOf(smaller.roundTrip, size);
    mark = Arrays.copyOf(smaller.mark, size);
  }

  LoadColumns grown(int size) {
    return new LoadColumns(this, size);
  }
}
