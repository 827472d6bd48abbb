package dev.maos.cli.demo;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a demo does.
 *
 * @param directory whose source files are reviewed
 * @param crashes how many reviewers die, or how many processes are killed
 * @param processes in how many of their own the reviewers are; 1 for none but this one
 * @param seed decides over which reviews the reviewers die: the same seed and files, the same ones
 * @param length over how much time the work is spread so that people can watch; zero for none
 * @param lease how long the bus waits for a reviewer before it gives its message to somebody else
 * @param patience how long nothing at all may happen before the run ends and the rest counts as
 *     lost; longer than the lease
 * @param liar whether the worst files are put to a committee, too, of which one member lies
 */
public record DemoOptions(
    Path directory,
    Crashes crashes,
    int processes,
    long seed,
    Duration length,
    Duration lease,
    Duration patience,
    boolean liar) {

  private static final Duration LEAST_LEASE = Duration.ofMillis(100);

  /** How many reviewers die on the way. */
  public enum Crashes {
    /** Nobody. */
    NONE,
    /** One, over the file in the middle; its partner takes over. Of the processes, one. */
    ONE,
    /** Several reviewers, at moments that the seed chooses; a new one joins for each. */
    SEVERAL
  }

  /** One crash, one process, no pauses, a lease of a second and a patience of ten. */
  public static DemoOptions of(Path directory) {
    return new DemoOptions(
        directory,
        Crashes.ONE,
        1,
        0,
        Duration.ZERO,
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        false);
  }

  /**
   * How long the bus waits for the planner and the foreman. What gets lost on its way to them comes
   * back before patience ends.
   */
  Duration deskLease() {
    var third = patience.dividedBy(3);
    return third.compareTo(LEAST_LEASE) < 0 ? LEAST_LEASE : third;
  }

  public DemoOptions crashes(Crashes many) {
    return new DemoOptions(directory, many, processes, seed, length, lease, patience, liar);
  }

  public DemoOptions processes(int count) {
    return new DemoOptions(directory, crashes, count, seed, length, lease, patience, liar);
  }

  public DemoOptions seed(long chance) {
    return new DemoOptions(directory, crashes, processes, chance, length, lease, patience, liar);
  }

  public DemoOptions length(Duration spread) {
    return new DemoOptions(directory, crashes, processes, seed, spread, lease, patience, liar);
  }

  public DemoOptions lease(Duration hold) {
    return new DemoOptions(directory, crashes, processes, seed, length, hold, patience, liar);
  }

  public DemoOptions patience(Duration longest) {
    return new DemoOptions(directory, crashes, processes, seed, length, lease, longest, liar);
  }

  public DemoOptions liar(boolean sits) {
    return new DemoOptions(directory, crashes, processes, seed, length, lease, patience, sits);
  }
}
