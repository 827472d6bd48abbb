package dev.maos.cli.demo;

import java.nio.file.Path;
import java.time.Duration;

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

  /** A reviewer was chosen in the place of one who is gone, and has the file. */
  record TakenOver(String reviewer, String file, String predecessor) implements DemoEvent {}

  /** A file is reviewed again although nobody died over it: the lease on it was lost. */
  record Repeated(String reviewer, String file, int attempt) implements DemoEvent {}

  /** A process of reviewers has taken up work. */
  record Ready(int process, long pid) implements DemoEvent {}

  /** A process was killed over a file. */
  record Killed(int process, long pid, String file, String moment) implements DemoEvent {}

  /** The same where a killed process had it, so long after the kill. */
  record CameBack(String reviewer, String file, String predecessor, Duration later)
      implements DemoEvent {}

  /** A process has ended, and nobody wanted it to. */
  record Ended(int process, String lastWords) implements DemoEvent {}

  /** The reviewers have voted on a file; the outcome is the name of a decision. */
  record Voted(String file, String outcome) implements DemoEvent {}

  /** A new reviewer joined in the place of a dead one. */
  record Joined(String reviewer) implements DemoEvent {}
}
