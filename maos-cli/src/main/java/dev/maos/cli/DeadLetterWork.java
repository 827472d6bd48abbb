package dev.maos.cli;

import dev.maos.message.MessageId;
import java.util.List;
import java.util.function.ToIntFunction;

/** Something that is done with many dead letters, some hundred at a time. */
final class DeadLetterWork {
  private static final int CHUNK = 500;

  private final Host host;
  private final String done;

  /** What is done, as a word for people: "sent back". */
  DeadLetterWork(Host host, String done) {
    this.host = host;
    this.done = done;
  }

  /** Does it, tells how many there were, and returns the exit code: 1 if some were left. */
  int run(List<MessageId> ids, boolean json, ToIntFunction<List<MessageId>> step) {
    var progress = new ProgressBar(host.terminal(), host.time());
    int moved = 0;
    for (int from = 0; from < ids.size(); from += CHUNK) {
      moved += step.applyAsInt(ids.subList(from, Math.min(ids.size(), from + CHUNK)));
      progress.show(moved, ids.size(), done);
    }
    progress.clear();
    return tell(moved, ids.size(), json);
  }

  private int tell(int moved, int all, boolean json) {
    if (json) {
      new JsonLines(host.terminal()).print(JsonLines.fields("chosen", all, "done", moved));
    } else {
      host.terminal().out().println(Count.of(moved, "dead letter") + " " + done);
    }
    return moved == all ? ExitCode.OK : ExitCode.FAILURE;
  }
}
