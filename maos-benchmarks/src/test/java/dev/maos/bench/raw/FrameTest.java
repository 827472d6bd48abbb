package dev.maos.bench.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrameTest {
  @Test
  void aFrameOfAnySizesIsOpenedAsItWasFilled() {
    long seed = Long.getLong("maos.seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    var frame = new Frame();
    var put = new ArrayList<byte[]>();
    for (int i = 0; i < Frame.FULL; i++) {
      var message = new byte[random.nextInt(0, 2_000)];
      random.nextBytes(message);
      frame.add(message);
      put.add(message);
    }
    int offset = random.nextInt(0, 100);
    var within = new byte[offset + frame.size() + 50];
    System.arraycopy(frame.bytes(), 0, within, offset, frame.size());

    var found = new ArrayList<byte[]>();
    Frame.open(
        within,
        offset,
        frame.size(),
        message -> {
          var copy = new byte[message.remaining()];
          message.get(copy);
          found.add(copy);
        });

    assertThat(frame.isFull()).isTrue();
    assertThat(found)
        .as("-Dmaos.seed=%d", seed)
        .usingElementComparator(Arrays::compare)
        .containsExactlyElementsOf(put);
  }

  @Test
  void aClearedFrameIsEmptyAndNotFull() {
    var frame = new Frame();
    frame.add(new byte[10]);

    frame.clear();

    assertThat(frame.size()).isZero();
    assertThat(frame.messages()).isZero();
    assertThat(frame.isFull()).isFalse();
  }
}
