package dev.maos.memory;

import dev.maos.consensus.Closure;
import dev.maos.consensus.Closures;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The votes that ended, the last ones of them. Guarded by the store. */
final class ClosureLine {
  private final int most;
  private final long epoch;
  private final Deque<Closure> line = new ArrayDeque<>();
  private long end;

  ClosureLine(int most, long epoch) {
    this.most = most;
    this.epoch = epoch;
  }

  long next() {
    return end + 1;
  }

  /** Adds one; what had to go for it, if anything. */
  @Nullable Closure add(Closure closure) {
    end = closure.index();
    line.addLast(closure);
    return line.size() > most ? line.removeFirst() : null;
  }

  Closures behind(long after, int limit) {
    var found = new ArrayList<Closure>();
    if (after < end && !line.isEmpty()) {
      long behindFirst = Math.max(after + 1 - line.getFirst().index(), 0);
      line.stream().skip(behindFirst).limit(limit).forEach(found::add);
    }
    return new Closures(epoch, end, found);
  }
}
