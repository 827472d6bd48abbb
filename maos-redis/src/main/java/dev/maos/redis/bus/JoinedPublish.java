package dev.maos.redis.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Batches of several callers that go to the same place, as one frame: the server then has one thing
 * to store instead of many. They remain what they are: if they are refused together, each is sent
 * by itself and gets its own answer.
 */
final class JoinedPublish extends Operation<List<Boolean>> {
  private final List<PublishOperation> parts;
  private final PublishOperation whole;
  private final Consumer<PublishOperation> again;

  private JoinedPublish(List<PublishOperation> parts, Consumer<PublishOperation> again) {
    this.parts = parts;
    this.whole = PublishOperation.joined(parts);
    this.again = again;
  }

  /**
   * Joins neighbours where that is possible.
   *
   * @param again takes the parts of what was refused
   */
  static List<Operation<?>> join(List<Operation<?>> operations, Consumer<PublishOperation> again) {
    var joined = new ArrayList<Operation<?>>(operations.size());
    var run = new ArrayList<PublishOperation>();
    for (var operation : operations) {
      if (operation instanceof PublishOperation next && next.joins(run)) {
        run.add(next);
        continue;
      }
      flush(run, joined, again);
      if (operation instanceof PublishOperation first) {
        run.add(first);
      } else {
        joined.add(operation);
      }
    }
    flush(run, joined, again);
    return joined;
  }

  private static void flush(
      List<PublishOperation> run, List<Operation<?>> joined, Consumer<PublishOperation> again) {
    if (run.size() > 1) {
      joined.add(new JoinedPublish(List.copyOf(run), again));
    } else {
      joined.addAll(run);
    }
    run.clear();
  }

  @Override
  void load(Cargo cargo) {
    whole.load(cargo);
  }

  @Override
  List<Boolean> read(Answer answer) {
    return whole.read(answer);
  }

  @Override
  Optional<PublishOperation> stored() {
    return whole.stored();
  }

  @Override
  Runnable answered(Answer answer) {
    List<Boolean> duplicates;
    try {
      duplicates = read(answer);
    } catch (RuntimeException refusedTogether) {
      return () -> parts.forEach(again);
    }
    return () -> {
      int from = 0;
      for (var part : parts) {
        int to = from + part.size();
        part.replicatedTo(whole.replicas());
        part.result().complete(duplicates.subList(from, to));
        from = to;
      }
    };
  }
}
