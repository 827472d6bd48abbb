package dev.maos.backend;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/**
 * So much that is to be taken from an account.
 *
 * @param account its name, 1 to 512 printable ASCII characters
 * @param cost how long it takes to earn what is taken, zero to a day
 * @param burst how far ahead an account may be taken from, zero to a day
 */
public record AccountCharge(String account, Duration cost, Duration burst) {
  private static final int MOST = 64;
  private static final int MAX_NAME = 512;
  private static final Duration DAY = Duration.ofDays(1);

  /** Checks the ranges. */
  public AccountCharge {
    TableNames.require(account, MAX_NAME);
    require("cost", cost);
    require("burst", burst);
  }

  private static void require(String name, Duration value) {
    if (value.isNegative() || value.compareTo(DAY) > 0) {
      throw new IllegalArgumentException(name + " must be zero to a day: " + value);
    }
  }

  /** Refuses too many of them, and two of one account. */
  public static void requireDistinct(List<AccountCharge> charges) {
    var accounts = new HashSet<String>();
    charges.forEach(charge -> accounts.add(charge.account()));
    if (charges.size() > MOST || accounts.size() < charges.size()) {
      throw new IllegalArgumentException(
          "charges: at most %d, each of another account".formatted(MOST));
    }
  }
}
