package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.Set;

/** The grammar of tags. */
final class Tags {
  static final int MAX_COUNT = 32;
  private static final int MAX_LENGTH = 64;

  private Tags() {}

  static Set<String> copyOf(Set<String> tags) {
    if (tags.isEmpty()) {
      return Set.of();
    }
    if (tags.size() > MAX_COUNT) {
      throw new InvalidInputException(
          ErrorCode.INVALID_TAG, "tags", tags.size() + " tags", "at most 32 tags");
    }
    tags.forEach(Tags::checked);
    return Set.copyOf(tags);
  }

  static String checked(String tag) {
    if (!Texts.isVisible(tag, MAX_LENGTH) || tag.indexOf(',') >= 0) {
      throw new InvalidInputException(
          ErrorCode.INVALID_TAG, "tag", tag, "1-64 visible ASCII characters without ','");
    }
    return tag;
  }
}
