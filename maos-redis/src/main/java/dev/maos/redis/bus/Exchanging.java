package dev.maos.redis.bus;

import dev.maos.message.InboxSpec;
import java.util.List;

/** Acknowledges claims of one inbox and takes what is next. */
final class Exchanging extends Operation<Taken> {
  private final Holdings holdings;
  private final Settling settling;
  private final byte[] argument;

  Exchanging(
      Holdings holdings,
      List<RedisClaim> done,
      ReaderName reader,
      InboxSpec spec,
      int most,
      byte[] credits) {
    this.holdings = holdings;
    this.settling = holdings.settling(done);
    var out = Packer.operation('X');
    reader.write(spec, out);
    out.u16(most).raw(credits);
    settling.write(out);
    this.argument = out.done();
  }

  @Override
  void load(Cargo cargo) {
    cargo.argument(argument);
  }

  @Override
  Taken read(Answer answer) {
    holdings.settled(settling, answer);
    return Taken.read(answer);
  }
}
