package dev.maos.bench.raw;

import dev.maos.bench.BenchFailedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * A frame is an entry of a stream, and the ids of its messages are remembered: looked for among the
 * newer and the older ones, then added to the newer. Full, the newer become the older.
 */
final class IdOutlet implements Outlet {
  private static final int ID_BYTES = 16;
  private static final int FRAMES_OF_A_GENERATION = 2_000;

  private final StreamOutlet stream;
  private final SplittableRandom random;
  private final byte[] newer;
  private final byte[] older;
  private final byte[] forgetting;
  private final byte[] ageing;
  private final byte[] id = new byte[ID_BYTES];
  private int frames;
  private int framesRead;

  IdOutlet(String key, long seed) {
    stream = new StreamOutlet(new String[] {key});
    random = new SplittableRandom(seed);
    newer = (key + ":ids").getBytes(StandardCharsets.UTF_8);
    older = (key + ":ids:old").getBytes(StandardCharsets.UTF_8);
    forgetting = RespWriter.prefix(2, "UNLINK", key + ":ids:old");
    ageing = RespWriter.prefix(3, "RENAME", key + ":ids", key + ":ids:old");
  }

  @Override
  public void write(RespWriter out, int streamNumber, Frame frame) {
    int count = frame.messages();
    long seed = random.nextLong();
    writeIds(out.command(2 + count).argument("SMISMEMBER").argument(newer), seed, count);
    writeIds(out.command(2 + count).argument("SMISMEMBER").argument(older), seed, count);
    writeIds(out.command(2 + count).argument("SADD").argument(newer), seed, count);
    stream.write(out, streamNumber, frame);
    if (++frames % FRAMES_OF_A_GENERATION == 0) {
      out.command(forgetting).command(ageing);
    }
  }

  // The same seed gives the same ids, so that they need not be kept between the three commands.
  private void writeIds(RespWriter out, long seed, int count) {
    var ids = new SplittableRandom(seed);
    var view = ByteBuffer.wrap(id);
    for (int i = 0; i < count; i++) {
      view.putLong(0, ids.nextLong()).putLong(Long.BYTES, ids.nextLong());
      out.argument(id);
    }
  }

  @Override
  public void read(RespReader in) throws IOException {
    checkUnknown(in);
    checkUnknown(in);
    in.integer();
    stream.read(in);
    if (++framesRead % FRAMES_OF_A_GENERATION == 0) {
      in.skip();
      in.skip();
    }
  }

  private static void checkUnknown(RespReader in) throws IOException {
    int count = in.array();
    for (int i = 0; i < count; i++) {
      if (in.integer() != 0) {
        throw new BenchFailedException("a fresh id was known already");
      }
    }
  }
}
