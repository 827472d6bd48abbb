package dev.maos.cli.demo;

import java.nio.file.Path;

/** Something that happens in a demo and is worth watching. */
public sealed interface DemoEvent {
  /** The planner has found the files. */
  record Started(Path directory, int files, int reviews) implements DemoEvent {}

  /** The planner has asked for the reviews of one more file. */
  record Asked(String file) implements DemoEvent {}

  /** The planner has an answer; {@code done} of them now. */
  record Answered(int done, Review review) implements DemoEvent {}

  /** A reviewer died over a file. */
  record Crashed(String reviewer, String file, String moment) implements DemoEvent {}

  /** Another reviewer has the file that somebody died over. */
  record TakenOver(String reviewer, String file, int attempt) implements DemoEvent {}

  /** A new reviewer joined in the place of a dead one. */
  record Joined(String reviewer) implements DemoEvent {}
}
