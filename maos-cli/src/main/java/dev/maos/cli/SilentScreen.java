package dev.maos.cli;

import dev.maos.cli.demo.DemoEvent;

/** Shows nothing: for programs, which read the report. */
final class SilentScreen implements DemoScreen {
  @Override
  public void accept(DemoEvent event) {}

  @Override
  public void close() {}
}
