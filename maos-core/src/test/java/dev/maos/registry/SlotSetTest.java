package dev.maos.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Seed;
import java.util.BitSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** A set of slots does what a bit set does. */
class SlotSetTest {
  private static final int MOST = 200;

  @Test
  void eachStepIsThatOfABitSet() {
    Seed.next().times(500, SlotSetTest::compare);
  }

  private static void compare(RandomGenerator random) {
    var one = random(random);
    var other = random(random);
    int slot = random.nextInt(MOST);

    assertSame(with(one.clone(), slot, false), of(one).without(slot));
    assertSame(and((BitSet) one.clone(), other), of(one).and(of(other)));
    assertSame(or((BitSet) one.clone(), other), of(one).or(of(other)));
    assertSame(andNot((BitSet) one.clone(), other), of(one).andNot(of(other)));
    assertSame(even(one), of(one).where(its -> its % 2 == 0));
    assertSame(one, of(one));
  }

  private static BitSet with(Object cloned, int slot, boolean isThere) {
    var bits = (BitSet) cloned;
    bits.set(slot, isThere);
    return bits;
  }

  private static BitSet and(BitSet one, BitSet other) {
    one.and(other);
    return one;
  }

  private static BitSet or(BitSet one, BitSet other) {
    one.or(other);
    return one;
  }

  private static BitSet andNot(BitSet one, BitSet other) {
    one.andNot(other);
    return one;
  }

  private static BitSet even(BitSet bits) {
    var even = new BitSet();
    bits.stream().filter(slot -> slot % 2 == 0).forEach(even::set);
    return even;
  }

  private static BitSet random(RandomGenerator random) {
    var bits = new BitSet();
    int end = random.nextInt(MOST);
    for (int i = 0; i < end; i++) {
      bits.set(i, random.nextInt(3) == 0);
    }
    return bits;
  }

  private static SlotSet of(BitSet bits) {
    var slots = new SlotSetBuilder();
    bits.stream().forEach(slots::add);
    return slots.build();
  }

  @Test
  void whatWasBuiltDoesNotChangeWhenTheBuilderDoes() {
    Seed.next()
        .times(
            200,
            random -> {
              var bits = new BitSet();
              var builder = new SlotSetBuilder();
              for (int i = 0; i < 100; i++) {
                int slot = random.nextInt(MOST);
                bits.set(slot, random.nextBoolean());
                if (bits.get(slot)) {
                  builder.add(slot);
                } else {
                  builder.remove(slot);
                }
                if (random.nextInt(4) == 0) {
                  var built = builder.build();
                  builder.add(random.nextInt(MOST));
                  assertSame(bits, built);
                  builder = new SlotSetBuilder();
                  bits.stream().forEach(builder::add);
                }
                assertThat(builder.isEmpty()).isEqualTo(bits.isEmpty());
              }
            });
  }

  private static void assertSame(BitSet bits, SlotSet slots) {
    assertThat(slots.size()).isEqualTo(bits.cardinality());
    assertThat(slots.isEmpty()).isEqualTo(bits.isEmpty());
    int rank = 0;
    int from = 0;
    for (int slot = bits.nextSetBit(0); slot >= 0; slot = bits.nextSetBit(slot + 1)) {
      assertThat(slots.contains(slot)).isTrue();
      assertThat(slots.ranked(rank++)).isEqualTo(slot);
      assertThat(slots.next(from)).isEqualTo(slot);
      from = slot + 1;
    }
    assertThat(slots.next(from)).isEqualTo(-1);
    assertThat(slots.ranked(rank)).isEqualTo(-1);
    assertThat(slots.contains(bits.nextClearBit(0))).isFalse();
  }
}
