package dev.maos.cli.demo;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a demo does.
 *
 * @param directory whose source files are reviewed
 * @param crashes how many reviewers die
 * @param seed decides over which reviews the reviewers die: the same seed and files, the same ones
 * @param length over how much time the work is spread so that people can watch; zero for none
 * @param lease how long the bus waits for a reviewer before it gives its message to somebody else
 * @param patience how long nothing at all may happen before the run ends and the rest counts as
 *     lost; longer than the lease
 */
public record DemoOptions(
    Path directory,
    Crashes crashes,
    long seed,
    Duration length,
    Duration lease,
    Duration patience) {

  /** How many reviewers die on the way. */
  public enum Crashes {
    /** One, over the file in the middle; its partner takes over. */
    ONE,
    /** Several, at moments that the seed chooses; a new one joins for each. */
    SEVERAL
  }

  /** One crash, no pauses, a lease of a second and a patience of ten. */
  public static DemoOptions of(Path directory) {
    return new DemoOptions(
        directory, Crashes.ONE, 0, Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(10));
  }

  public DemoOptions crashes(Crashes many) {
    return new DemoOptions(directory, many, seed, length, lease, patience);
  }

  public DemoOptions seed(long chance) {
    return new DemoOptions(directory, crashes, chance, length, lease, patience);
  }

  public DemoOptions length(Duration spread) {
    return new DemoOptions(directory, crashes, seed, spread, lease, patience);
  }

  public DemoOptions lease(Duration hold) {
    return new DemoOptions(directory, crashes, seed, length, hold, patience);
  }

  public DemoOptions patience(Duration longest) {
    return new DemoOptions(directory, crashes, seed, length, lease, longest);
  }
}
