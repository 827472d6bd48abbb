package dev.maos.redis.bus;

import java.util.ArrayList;
import java.util.List;

/**
 * Stores a frame that was heard in the queues of subscriptions which others read too. Answers for
 * each of them whether this process is to keep it after all. Never sent twice.
 */
final class PassingOn extends Operation<List<Boolean>> {
  private static final byte[] NOTHING = {};

  private final HeardFrame frame;
  private final List<HeardQueue> queues;

  PassingOn(HeardFrame frame, List<HeardQueue> queues) {
    this.frame = frame;
    this.queues = List.copyOf(queues);
  }

  @Override
  void load(Cargo cargo) {
    var out = Packer.operation('r').u16(queues.size());
    queues.forEach(queue -> out.text(queue.name().toString()));
    var stored = frame.stored();
    long number = cargo.largeFrame(stored);
    cargo.argument(out.done());
    cargo.argument(Frame.head(frame, number));
    cargo.argument(number == 0 ? stored : NOTHING);
  }

  @Override
  List<Boolean> read(Answer answer) {
    var comeBack = new ArrayList<Boolean>(queues.size());
    for (int i = 0; i < queues.size(); i++) {
      comeBack.add(answer.u8() == 1);
    }
    return comeBack;
  }

  @Override
  int weight() {
    return frame.weight();
  }
}
