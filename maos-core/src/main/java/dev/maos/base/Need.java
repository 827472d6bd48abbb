package dev.maos.base;

import java.util.Objects;

/**
 * Something that somebody must be able to do, in a version that will do: {@code java-review},
 * {@code java-review>=17}, {@code sql ^2.1 <2.5}. Immutable.
 */
public record Need(CapabilityName capability, VersionRange versions) {
  private static final int MAX_LENGTH = 255;

  /** Checks that both are there, and that the text form has at most 255 characters. */
  public Need {
    Objects.requireNonNull(capability, "capability");
    Objects.requireNonNull(versions, "versions");
    var text = capability.value() + versions;
    if (text.length() > MAX_LENGTH) {
      throw new InvalidInputException(
          ErrorCode.INVALID_CAPABILITY, "need", text, "at most 255 characters");
    }
  }

  /**
   * Reads the text form.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_CAPABILITY} or {@link
   *     ErrorCode#INVALID_VERSION}
   */
  public static Need of(String text) {
    int end = CapabilityName.lengthAtStart(text);
    // What has no name in front is refused whole, so that the refusal shows what was written.
    boolean isNamed = end == text.length() || (end > 0 && " <>=^~".indexOf(text.charAt(end)) >= 0);
    var name = CapabilityName.of(isNamed ? text.substring(0, end) : text);
    return new Need(name, VersionRange.of(text.substring(end)));
  }

  /** The text form. */
  @Override
  public String toString() {
    return capability.value() + versions;
  }
}
