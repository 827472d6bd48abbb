package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An exact number: the quotient of two whole numbers, in lowest terms.
 *
 * <p>A third is a third here, and 0.1 + 0.2 is 0.3. Whole numbers may be of any size. Immutable.
 */
public final class Fraction implements Comparable<Fraction> {
  /** Nothing. */
  public static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);

  /** The weight of a voter of whom nothing else is said. */
  public static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);

  /** One of two equal parts. */
  public static final Fraction HALF = new Fraction(BigInteger.ONE, BigInteger.TWO);

  private static final int MAX_LENGTH = 100;
  private static final Pattern FORM = Pattern.compile("-?\\d+(/\\d+|\\.\\d+)?");
  private static final String ALLOWED =
      "a number such as 3, 0.25 or 2/3, in at most " + MAX_LENGTH + " characters";

  private final BigInteger numerator;
  private final BigInteger denominator;

  /** Both in lowest terms, the denominator positive. */
  private Fraction(BigInteger numerator, BigInteger denominator) {
    this.numerator = numerator;
    this.denominator = denominator;
  }

  /** A whole number. */
  public static Fraction of(long whole) {
    return whole == 0 ? ZERO : whole == 1 ? ONE : whole(BigInteger.valueOf(whole));
  }

  /**
   * So many parts of a whole that has {@code denominator} parts.
   *
   * @throws ArithmeticException if the denominator is zero
   */
  public static Fraction of(long numerator, long denominator) {
    return of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  /**
   * The quotient of two whole numbers.
   *
   * @throws ArithmeticException if the denominator is zero
   */
  public static Fraction of(BigInteger numerator, BigInteger denominator) {
    if (denominator.signum() == 0) {
      throw new ArithmeticException("a denominator of zero");
    }
    if (numerator.bitLength() < Long.SIZE - 1 && denominator.bitLength() < Long.SIZE - 1) {
      return reduced(numerator.longValue(), denominator.longValue());
    }
    var common = numerator.gcd(denominator);
    var divisor = denominator.signum() < 0 ? common.negate() : common;
    return new Fraction(numerator.divide(divisor), denominator.divide(divisor));
  }

  // The same for numbers of at most 62 bits, of which neither is the least of all.
  private static Fraction reduced(long numerator, long denominator) {
    long one = Math.abs(numerator);
    long other = Math.abs(denominator);
    while (other != 0) {
      long rest = one % other;
      one = other;
      other = rest;
    }
    long divisor = denominator < 0 ? -one : one;
    return new Fraction(
        BigInteger.valueOf(numerator / divisor), BigInteger.valueOf(denominator / divisor));
  }

  /** A whole number of any size. */
  public static Fraction whole(BigInteger number) {
    return new Fraction(Objects.requireNonNull(number, "number"), BigInteger.ONE);
  }

  /** A decimal number, exactly as it is written. */
  public static Fraction of(BigDecimal decimal) {
    var unscaled = decimal.unscaledValue();
    return decimal.scale() <= 0
        ? whole(unscaled.multiply(BigInteger.TEN.pow(-decimal.scale())))
        : of(unscaled, BigInteger.TEN.pow(decimal.scale()));
  }

  /**
   * Reads {@code 3}, {@code -3}, {@code 2/3} or {@code 0.25}, each exactly.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_NUMBER} for anything else, such as NaN,
   *     a denominator of zero, or more than 100 characters
   */
  public static Fraction parse(String text) {
    if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
      throw refusal(text);
    }
    int slash = text.indexOf('/');
    if (slash < 0) {
      return of(new BigDecimal(text));
    }
    var denominator = new BigInteger(text.substring(slash + 1));
    if (denominator.signum() == 0) {
      throw refusal(text);
    }
    return of(new BigInteger(text.substring(0, slash)), denominator);
  }

  private static InvalidInputException refusal(String text) {
    return new InvalidInputException(ErrorCode.INVALID_NUMBER, "number", text, ALLOWED);
  }

  /** The number above the line; it carries the sign. */
  public BigInteger numerator() {
    return numerator;
  }

  /** The number below the line, at least one. */
  public BigInteger denominator() {
    return denominator;
  }

  /** The sum. */
  public Fraction plus(Fraction other) {
    if (isWhole() && other.isWhole()) {
      return whole(numerator.add(other.numerator));
    }
    var left = numerator.multiply(other.denominator);
    return of(left.add(other.numerator.multiply(denominator)), product(other));
  }

  /** The difference. */
  public Fraction minus(Fraction other) {
    return plus(new Fraction(other.numerator.negate(), other.denominator));
  }

  /** The product. */
  public Fraction times(Fraction other) {
    if (isWhole() && other.isWhole()) {
      return whole(numerator.multiply(other.numerator));
    }
    return of(numerator.multiply(other.numerator), product(other));
  }

  /** The product with a whole number. */
  public Fraction times(long factor) {
    return times(of(factor));
  }

  /**
   * The quotient.
   *
   * @throws ArithmeticException if the other one is zero
   */
  public Fraction dividedBy(Fraction other) {
    return of(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  /** Whether this is nothing. */
  public boolean isZero() {
    return numerator.signum() == 0;
  }

  /** Whether this is a whole number. */
  public boolean isWhole() {
    return denominator.bitLength() == 1;
  }

  /** -1, 0 or 1, as the number is less than, equal to or greater than zero. */
  public int signum() {
    return numerator.signum();
  }

  /** Whether this is the greater one. */
  public boolean exceeds(Fraction other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Fraction other) {
    if (denominator.equals(other.denominator)) {
      return numerator.compareTo(other.numerator);
    }
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fraction that
        && numerator.equals(that.numerator)
        && denominator.equals(that.denominator);
  }

  @Override
  public int hashCode() {
    return 31 * numerator.hashCode() + denominator.hashCode();
  }

  /** A form that {@link #parse} reads: {@code 3} or {@code 2/3}. */
  @Override
  public String toString() {
    return isWhole() ? numerator.toString() : numerator + "/" + denominator;
  }

  private BigInteger product(Fraction other) {
    return denominator.multiply(other.denominator);
  }
}
