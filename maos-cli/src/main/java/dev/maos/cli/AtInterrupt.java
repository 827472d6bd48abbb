package dev.maos.cli;

/**
 * What has to be done before the process ends because somebody told it to (Ctrl-C, {@code kill}).
 * Closing it calls that off.
 */
final class AtInterrupt implements AutoCloseable {
  private final Thread hook;

  private AtInterrupt(Thread hook) {
    this.hook = hook;
  }

  /** The process does not end before {@code last} has returned, so it must not take long. */
  static AtInterrupt run(Runnable last) {
    var hook = Thread.ofPlatform().name("maos-interrupt").unstarted(last);
    Runtime.getRuntime().addShutdownHook(hook);
    return new AtInterrupt(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException tooLate) {
      // It is running already, and the process ends with it.
    }
  }
}
