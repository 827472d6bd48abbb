package dev.maos.security.audit;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;

/**
 * How much an audit log keeps. Immutable.
 *
 * @param maxFileBytes a file that is as large is put aside and another begun, 4 KiB to 64 MiB
 * @param keptFiles how many of those put aside are kept, 1 to 1,000; older ones are deleted
 */
public record AuditOptions(long maxFileBytes, int keptFiles) {
  private static final long KIB = 1024;
  private static final int MOST_FILES = 1_000;
  private static final AuditOptions DEFAULTS = new AuditOptions(16 * KIB * KIB, 8);

  /** Checks the ranges, or refuses with {@link ErrorCode#INVALID_SETTING}. */
  public AuditOptions {
    require(
        maxFileBytes >= 4 * KIB && maxFileBytes <= 64 * KIB * KIB,
        "maxFileBytes",
        maxFileBytes,
        "4 KiB to 64 MiB");
    require(keptFiles >= 1 && keptFiles <= MOST_FILES, "keptFiles", keptFiles, "1 to 1,000");
  }

  private static void require(boolean isGood, String field, long value, String allowed) {
    if (!isGood) {
      throw new InvalidInputException(
          ErrorCode.INVALID_SETTING, field, Long.toString(value), allowed);
    }
  }

  /** 16 MiB a file, and 8 files put aside. */
  public static AuditOptions defaults() {
    return DEFAULTS;
  }

  /** These with another size of file. */
  public AuditOptions maxFileBytes(long most) {
    return new AuditOptions(most, keptFiles);
  }

  /** These with another number of files. */
  public AuditOptions keptFiles(int most) {
    return new AuditOptions(maxFileBytes, most);
  }
}
