package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * Exact weights as whole units of their common denominator.
 *
 * <p>To count means to add, and adding whole numbers in a long is quick. So the units of every
 * weight are cut into limbs so small that no sum of them can overflow; the counting loop runs once
 * for each limb, and the sums are put together at the end. With ordinary weights there is one limb.
 * This holds for everything that is a sum over ballots of weight times a factor. Immutable.
 */
final class Weights {
  /** So many bits the numbers of one weight may have. */
  static final int MAX_BITS = 128;

  private static final int MAX_COMMON_BITS = 4096;
  private static final int SAFE_BITS = 62;

  private final BigInteger[] units;
  private final BigInteger denominator;
  private final int unitBits;

  /** The units once more, if each fits into a long; else empty. */
  private final long[] small;

  private Weights(BigInteger[] units, BigInteger denominator) {
    this.units = units;
    this.denominator = denominator;
    this.unitBits = Arrays.stream(units).mapToInt(BigInteger::bitLength).max().orElse(0);
    this.small =
        unitBits <= SAFE_BITS
            ? Arrays.stream(units).mapToLong(BigInteger::longValue).toArray()
            : new long[0];
  }

  /** Adds what a ballot of this weight adds. */
  @FunctionalInterface
  interface Adder {
    void add(long[] sums, int index, long weight);
  }

  /**
   * These weights.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_WEIGHT} if their denominators have so
   *     little in common that exact sums would become huge
   */
  static Weights of(List<Fraction> weights) {
    var denominator = BigInteger.ONE;
    for (var weight : weights) {
      denominator = common(denominator, weight.denominator());
      if (denominator.bitLength() > MAX_COMMON_BITS) {
        throw new InvalidInputException(
            ErrorCode.INVALID_WEIGHT,
            "weight",
            weight.toString(),
            "weights with a common denominator of at most " + MAX_COMMON_BITS + " bits");
      }
    }
    var units = new BigInteger[weights.size()];
    for (int i = 0; i < units.length; i++) {
      var weight = weights.get(i);
      units[i] =
          denominator.equals(weight.denominator())
              ? weight.numerator()
              : weight.numerator().multiply(denominator.divide(weight.denominator()));
    }
    return new Weights(units, denominator);
  }

  private static BigInteger common(BigInteger one, BigInteger other) {
    return one.equals(other) ? one : one.multiply(other.divide(one.gcd(other)));
  }

  /**
   * Refuses a weight that is negative or huge.
   *
   * @param place where it is, such as {@code "weights.agent1"}
   */
  static void check(String place, Fraction weight) {
    boolean huge =
        weight.numerator().bitLength() > MAX_BITS || weight.denominator().bitLength() > MAX_BITS;
    if (weight.signum() < 0 || huge) {
      throw new InvalidInputException(
          ErrorCode.INVALID_WEIGHT,
          place,
          weight.toString(),
          "zero or more, of numbers of at most " + MAX_BITS + " bits");
    }
  }

  int size() {
    return units.length;
  }

  /** All of them together. */
  Fraction total() {
    return sums(1, 1, (sums, _, weight) -> sums[0] += weight)[0];
  }

  /**
   * Several sums over all ballots at once.
   *
   * @param factor the most by which one call of {@code adder} multiplies the weight in one sum
   */
  Fraction[] sums(int size, long factor, Adder adder) {
    int bits = SAFE_BITS - bitLength(units.length) - bitLength(factor);
    return unitBits <= bits ? sums(size, adder) : sumsOfLimbs(size, bits, adder);
  }

  private Fraction[] sums(int size, Adder adder) {
    var sums = new long[size];
    for (int i = 0; i < small.length; i++) {
      adder.add(sums, i, small[i]);
    }
    return Arrays.stream(sums)
        .mapToObj(sum -> fraction(BigInteger.valueOf(sum)))
        .toArray(Fraction[]::new);
  }

  private Fraction[] sumsOfLimbs(int size, int bits, Adder adder) {
    var sums = new BigInteger[size];
    Arrays.fill(sums, BigInteger.ZERO);
    for (int shift = 0; shift < unitBits; shift += bits) {
      var limbs = sumsOfLimb(size, shift, bits, adder);
      for (int i = 0; i < size; i++) {
        sums[i] = sums[i].add(BigInteger.valueOf(limbs[i]).shiftLeft(shift));
      }
    }
    return Arrays.stream(sums).map(this::fraction).toArray(Fraction[]::new);
  }

  private long[] sumsOfLimb(int size, int shift, int bits, Adder adder) {
    long mask = (1L << bits) - 1;
    var sums = new long[size];
    for (int i = 0; i < units.length; i++) {
      adder.add(sums, i, units[i].shiftRight(shift).longValue() & mask);
    }
    return sums;
  }

  private Fraction fraction(BigInteger sum) {
    return denominator.equals(BigInteger.ONE) ? Fraction.whole(sum) : Fraction.of(sum, denominator);
  }

  private static int bitLength(long number) {
    return Long.SIZE - Long.numberOfLeadingZeros(number);
  }
}
