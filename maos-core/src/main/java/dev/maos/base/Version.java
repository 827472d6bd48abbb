package dev.maos.base;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version that can be compared: {@code 17}, {@code 2.1} or {@code 1.4.0-rc.2}, as in Semantic
 * Versioning 2.0.
 *
 * <p>Numbers that are left out are zero. A pre-release comes before its release. Build metadata
 * ({@code +7f3a}) is passed over, for it does not count. Immutable.
 *
 * @param major changes that break something, 0 to 999,999,999 like the other two
 * @param preRelease what stands behind the '-'; empty for a release
 */
public record Version(int major, int minor, int patch, String preRelease)
    implements Comparable<Version> {
  private static final String FORM =
      "numbers joined by '.', at most three, then perhaps '-' and a pre-release, as in 1.4.0-rc.2";
  private static final int MAX_LENGTH = 64;
  private static final int MAX_NUMBER = 999_999_999;
  private static final String NUMBER = "(0|[1-9][0-9]{0,8})";
  private static final String TAIL = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
  private static final Pattern GRAMMAR =
      Pattern.compile(
          NUMBER
              + "(?:\\."
              + NUMBER
              + ")?(?:\\."
              + NUMBER
              + ")?(?:-("
              + TAIL
              + "))?(?:\\+"
              + TAIL
              + ")?");
  private static final Pattern PRE_RELEASE = Pattern.compile("|" + TAIL);

  /** Checks the parts; others are refused with {@link ErrorCode#INVALID_VERSION}. */
  public Version {
    Objects.requireNonNull(preRelease, "preRelease");
    var text = text(major, minor, patch, preRelease);
    if (!isNumber(major)
        || !isNumber(minor)
        || !isNumber(patch)
        || text.length() > MAX_LENGTH
        || !PRE_RELEASE.matcher(preRelease).matches()) {
      throw refusal(text);
    }
  }

  /** The release of these numbers. */
  public static Version of(int major, int minor, int patch) {
    return new Version(major, minor, patch, "");
  }

  /** Reads the text form, or refuses it with {@link ErrorCode#INVALID_VERSION}. */
  public static Version of(String text) {
    var match = GRAMMAR.matcher(text);
    if (text.length() > MAX_LENGTH || !match.matches()) {
      throw refusal(text);
    }
    return new Version(
        number(match.group(1)),
        number(match.group(2)),
        number(match.group(3)),
        Objects.requireNonNullElse(match.group(4), ""));
  }

  /** Whether it is one that came before its release. */
  public boolean isPreRelease() {
    return !preRelease.isEmpty();
  }

  /** Whether both lead to the same release. */
  boolean isOfSameRelease(Version other) {
    return major == other.major && minor == other.minor && patch == other.patch;
  }

  @Override
  public int compareTo(Version other) {
    int order = Integer.compare(major, other.major);
    order = order != 0 ? order : Integer.compare(minor, other.minor);
    order = order != 0 ? order : Integer.compare(patch, other.patch);
    return order != 0 ? order : comparePreReleases(preRelease, other.preRelease);
  }

  private static int comparePreReleases(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return Boolean.compare(one.isEmpty(), other.isEmpty());
    }
    var ones = one.split("\\.", -1);
    var others = other.split("\\.", -1);
    for (int i = 0; i < Math.min(ones.length, others.length); i++) {
      int order = compareIdentifiers(ones[i], others[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(ones.length, others.length);
  }

  // Numbers come before words, and are compared as numbers of whatever length.
  private static int compareIdentifiers(String one, String other) {
    boolean isNumber = isNumber(one);
    if (isNumber != isNumber(other)) {
      return isNumber ? -1 : 1;
    }
    if (!isNumber) {
      return one.compareTo(other);
    }
    var digits = withoutZeros(one);
    var otherDigits = withoutZeros(other);
    int order = Integer.compare(digits.length(), otherDigits.length());
    return order != 0 ? order : digits.compareTo(otherDigits);
  }

  private static String withoutZeros(String digits) {
    return digits.replaceFirst("^0+(?=.)", "");
  }

  private static boolean isNumber(int number) {
    return number >= 0 && number <= MAX_NUMBER;
  }

  private static boolean isNumber(String identifier) {
    return identifier.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static InvalidInputException refusal(String text) {
    return new InvalidInputException(ErrorCode.INVALID_VERSION, "version", text, FORM);
  }

  private static String text(int major, int minor, int patch, String preRelease) {
    var release = major + "." + minor + "." + patch;
    return preRelease.isEmpty() ? release : release + "-" + preRelease;
  }

  @Override
  public String toString() {
    return text(major, minor, patch, preRelease);
  }
}
