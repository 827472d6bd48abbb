package dev.maos.redis.bus;

import dev.maos.message.Envelope;
import dev.maos.message.InboxSpec;
import dev.maos.message.QueueLimits;
import dev.maos.redis.link.RedisLink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Speaks to the library like a process, but with numbers of the test's choosing. */
final class Caller {
  private static final Library LIBRARY = Library.load();

  private final RedisLink link;
  private final Session session;
  private final FrameNumbers noLargeFrames = new FrameNumbers(Integer.MAX_VALUE);

  Caller(RedisLink link, String process, QueueLimits limits) {
    var key = link.uri().prefix().getBytes(StandardCharsets.US_ASCII);
    this.link = link;
    this.session = new Session(process, Session.PUBLISHING, key, Session.settings(limits, false));
  }

  /** Runs operations as one command. */
  Answer run(int generation, long number, Operation<?>... operations) throws Exception {
    return new Answer(raw(generation, number, operations));
  }

  /** The answer as it came: its status, then whatever goes with it. */
  List<Object> raw(int generation, long number, Operation<?>... operations) throws Exception {
    var command = new Command(1, List.of(operations), noLargeFrames, alone -> {});
    command.number = number;
    var arguments = session.arguments(command, generation);
    try {
      return run(arguments);
    } catch (ExecutionException firstOfAll) {
      // A server that does not know the library has run nothing and has been taught it.
      return run(arguments);
    }
  }

  private List<Object> run(List<byte[]> arguments) throws Exception {
    return link.settling()
        .run(LIBRARY.settling(), session.keys(), arguments)
        .toCompletableFuture()
        .get(5, TimeUnit.SECONDS);
  }

  static PublishOperation publishing(Envelope... batch) {
    return new PublishOperation(List.of(batch), 10_000, false);
  }

  /** Takes; the answer says what. */
  static Operation<Taken> taking(ReaderName reader, InboxSpec spec, int most) {
    var out = Packer.operation('X');
    reader.write(spec, out);
    return Operation.of(out.u16(most).raw(new byte[] {8, 4, 2, 1}).u16(0), Taken::read);
  }

  /** Acknowledges a whole grant of so many messages; answers 0 if that took effect. */
  static Operation<Integer> acknowledging(long grant, int messages) {
    var out = Packer.operation('A').u16(1).u48(grant).u16(0).u16(messages);
    return Operation.of(out, Answer::u8);
  }
}
