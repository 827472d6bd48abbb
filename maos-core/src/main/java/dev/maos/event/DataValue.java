package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.math.BigDecimal;

/** A scalar of JSON that the data of events is compared with. Immutable. */
public sealed interface DataValue {

  /** A string of at most 4,096 characters, in which surrogates come in pairs. */
  record Text(String text) implements DataValue {
    private static final int MAX_LENGTH = 4_096;

    public Text {
      if (text.length() > MAX_LENGTH) {
        throw new InvalidInputException(
            ErrorCode.INVALID_FILTER, "text", text, "at most 4,096 characters");
      }
      Texts.sizeOf(text);
    }
  }

  /**
   * A number, compared by its exact value: 1, 1.0 and 10e-1 are equal, 0.1 is not the double that
   * is nearest to it. At most 100 characters, within the range of a double.
   */
  record Numeric(BigDecimal number) implements DataValue {
    private static final int MAX_LENGTH = 100;

    public Numeric {
      // Scale first, which says how long the text would be before it is made.
      if (number.precision() > MAX_LENGTH
          || number.toString().length() > MAX_LENGTH
          || !Double.isFinite(number.doubleValue())) {
        throw new InvalidInputException(
            ErrorCode.INVALID_FILTER,
            "number",
            number.precision() > MAX_LENGTH ? "too long" : number.toString(),
            "at most 100 characters, within the range of a double");
      }
    }
  }

  /** True or false. */
  record Bool(boolean value) implements DataValue {}

  /** JSON's null: a field that is there and says nothing. */
  record Null() implements DataValue {}

  static DataValue of(String text) {
    return new Text(text);
  }

  static DataValue of(long number) {
    return new Numeric(BigDecimal.valueOf(number));
  }

  /** The number that is written like this double, so 0.1 is one tenth. */
  static DataValue of(double number) {
    if (!Double.isFinite(number)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_FILTER, "number", Double.toString(number), "a finite number");
    }
    return new Numeric(BigDecimal.valueOf(number));
  }

  static DataValue of(BigDecimal number) {
    return new Numeric(number);
  }

  static DataValue of(boolean value) {
    return new Bool(value);
  }

  static DataValue ofNull() {
    return new Null();
  }
}
