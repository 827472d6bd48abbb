package dev.maos.backend;

/** The form of names in the shared tables. */
final class TableNames {
  private TableNames() {}

  static void require(String name, int most) {
    if (name.isEmpty() || name.length() > most || !name.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "name: 1 to %d printable ASCII characters are needed".formatted(most));
    }
  }
}
