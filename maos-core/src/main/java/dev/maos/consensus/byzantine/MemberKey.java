package dev.maos.consensus.byzantine;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A public key of a member, 32 bytes in 64 small hexadecimal digits. Immutable.
 *
 * @param digits those digits
 */
public record MemberKey(String digits) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  /** Checks the form. */
  public MemberKey {
    if (!FORM.matcher(digits).matches()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_PUBLIC_KEY, "member key", digits, "64 hexadecimal digits");
    }
  }

  /** The key of these 32 bytes. */
  public static MemberKey of(byte[] bytes) {
    return new MemberKey(HexFormat.of().formatHex(bytes));
  }

  /** The key of these digits, small or large. */
  public static MemberKey parse(String digits) {
    return new MemberKey(digits.toLowerCase(Locale.ROOT));
  }

  /** Its 32 bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(digits);
  }
}
