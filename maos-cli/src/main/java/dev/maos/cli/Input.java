package dev.maos.cli;

import java.io.InputStream;

/**
 * Where a command reads from.
 *
 * @param interactive whether a person types there, and so can be asked
 */
record Input(InputStream stream, boolean interactive) {

  /** That of this process. */
  static Input system() {
    return new Input(System.in, Terminal.isTerminal(0));
  }
}
