package dev.maos.cli;

import picocli.CommandLine.Option;

/** The options that say in which form events are printed. */
final class EventFormat {
  @Option(names = "--json", description = "Print CloudEvents, one JSON object a line.")
  private boolean json;

  @Option(names = "--ids", description = "Lines for people show the ids of events, too.")
  private boolean ids;

  boolean isJson() {
    return json;
  }

  EventWords.Ids ids() {
    return ids ? EventWords.Ids.SHOWN : EventWords.Ids.LEFT_OUT;
  }
}
