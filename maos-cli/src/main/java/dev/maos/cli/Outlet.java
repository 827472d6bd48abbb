package dev.maos.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;

/**
 * A stream of results to whom it may concern. {@link #checkError()} tells whether something could
 * not be written, unless that is because the reader has gone away. Thread-safe.
 */
final class Outlet extends PrintStream {
  private final Target target;
  private final boolean isPipe;

  private Outlet(Target target, Charset charset, boolean isPipe) {
    super(new BufferedOutputStream(target), false, charset);
    this.target = target;
    this.isPipe = isPipe;
  }

  /**
   * A stream to this target.
   *
   * @param isPipe whether it is known to be a pipe, which fails only when its reader has gone
   */
  static Outlet of(OutputStream target, Charset charset, boolean isPipe) {
    return new Outlet(new Target(target), charset, isPipe);
  }

  @Override
  public boolean checkError() {
    return super.checkError() && !isPipe && !target.failure().filter(Outlet::saysPipe).isPresent();
  }

  /** Whether everything could be written so far; a reader that has gone away counts here. */
  boolean hasReader() {
    return !super.checkError();
  }

  // The text is that of the system, so it helps only where nothing better is known.
  private static boolean saysPipe(IOException failure) {
    return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
  }

  /** Remembers why writing failed, which a PrintStream does not. */
  private static final class Target extends FilterOutputStream {
    private volatile Optional<IOException> failure = Optional.empty();

    Target(OutputStream target) {
      super(target);
    }

    Optional<IOException> failure() {
      return failure;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failure = Optional.of(e);
        throw e;
      }
    }
  }
}
