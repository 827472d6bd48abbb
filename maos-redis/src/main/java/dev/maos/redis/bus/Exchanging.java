package dev.maos.redis.bus;

import dev.maos.message.InboxSpec;

/** Acknowledges claims of one inbox and takes what is next. */
final class Exchanging extends Operation<Taken> {
  /** Added to how many are taken: the reader gets the answer without having come for it. */
  private static final int RIDES = 0x8000;

  private final Holdings holdings;
  private final Settling done;
  private final byte[] argument;

  Exchanging(
      Holdings holdings,
      Settling done,
      ReaderName reader,
      InboxSpec spec,
      int most,
      byte[] credits,
      boolean rides) {
    this.holdings = holdings;
    this.done = done;
    var out = Packer.operation('X');
    reader.write(spec, out);
    out.u16(rides ? RIDES + most : most).raw(credits);
    done.write(out);
    this.argument = out.done();
  }

  @Override
  void load(Cargo cargo) {
    cargo.argument(argument);
  }

  @Override
  Taken read(Answer answer) {
    holdings.settled(done, answer);
    return Taken.read(answer);
  }
}
