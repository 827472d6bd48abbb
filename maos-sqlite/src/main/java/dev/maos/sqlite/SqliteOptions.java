package dev.maos.sqlite;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.event.EventDurability;

/**
 * What may differ from one store to another.
 *
 * <p>
 *
 * {@snippet :
 * SqliteEventStore.open(file, SqliteOptions.defaults().durability(EventDurability.DISK));
 * }
 *
 * @param durability {@link EventDurability#PROCESS}: what was acknowledged survives the death of
 *     the process, not that of the machine; {@link EventDurability#DISK}: it was on disk before,
 *     which costs half a millisecond or more that all who append at the same time share
 * @param maxBytes how large the file may get, 64 KiB to 16 TiB; beyond it, appending is {@link
 *     ErrorCode#EVENTSTORE_FULL}
 * @param maxIndexLag how many events may wait for their entries in the indexes, 1,000 to
 *     10,000,000; queries look through these one by one. At the bound, appending waits for the
 *     indexes
 * @param integrityCheck whether the file is looked through when it is opened
 */
public record SqliteOptions(
    EventDurability durability, long maxBytes, long maxIndexLag, IntegrityCheck integrityCheck) {
  private static final long MIN_BYTES = 64L * 1024;
  private static final long MAX_BYTES = 16L * 1024 * 1024 * 1024 * 1024;
  private static final long MIN_LAG = 1_000;
  private static final long MAX_LAG = 10_000_000;
  private static final SqliteOptions DEFAULTS =
      new SqliteOptions(EventDurability.PROCESS, MAX_BYTES, 200_000, IntegrityCheck.ON_OPEN);

  /** Checks the ranges; others are refused with {@link ErrorCode#INVALID_SETTING}. */
  public SqliteOptions {
    if (durability != EventDurability.PROCESS && durability != EventDurability.DISK) {
      throw invalid("durability", durability.name(), "PROCESS or DISK");
    }
    if (maxBytes < MIN_BYTES || maxBytes > MAX_BYTES) {
      throw invalid("maxBytes", Long.toString(maxBytes), "64 KiB to 16 TiB");
    }
    if (maxIndexLag < MIN_LAG || maxIndexLag > MAX_LAG) {
      throw invalid("maxIndexLag", Long.toString(maxIndexLag), "1,000 to 10,000,000");
    }
  }

  /** Survives the process, grows as the disk allows, is checked when opened. */
  public static SqliteOptions defaults() {
    return DEFAULTS;
  }

  public SqliteOptions durability(EventDurability durability) {
    return new SqliteOptions(durability, maxBytes, maxIndexLag, integrityCheck);
  }

  public SqliteOptions maxBytes(long maxBytes) {
    return new SqliteOptions(durability, maxBytes, maxIndexLag, integrityCheck);
  }

  public SqliteOptions maxIndexLag(long maxIndexLag) {
    return new SqliteOptions(durability, maxBytes, maxIndexLag, integrityCheck);
  }

  public SqliteOptions integrityCheck(IntegrityCheck integrityCheck) {
    return new SqliteOptions(durability, maxBytes, maxIndexLag, integrityCheck);
  }

  private static InvalidInputException invalid(String setting, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_SETTING, setting, value, allowed);
  }
}
