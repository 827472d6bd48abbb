package dev.maos.cli;

import dev.maos.cli.demo.DemoEvent;
import java.util.function.Consumer;

/** Shows a demo while it runs. Thread-safe; what happens after the closing is not shown. */
interface DemoScreen extends Consumer<DemoEvent>, AutoCloseable {
  @Override
  void close();
}
