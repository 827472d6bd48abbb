package dev.maos.message;

/**
 * The bounds of a {@link Publisher}.
 *
 * @param maxInFlight messages accepted from the program and not answered yet, 1 to 1,000,000
 * @param maxInFlightBytes the same in bytes, about, 1 KiB to 1 GiB
 * @param maxBatch messages sent together at most, 1 to 10,000
 */
public record PublisherOptions(int maxInFlight, int maxInFlightBytes, int maxBatch) {
  private static final PublisherOptions DEFAULTS =
      new PublisherOptions(10_000, 16 * 1024 * 1024, 512);

  public PublisherOptions {
    Setting.between("maxInFlight", maxInFlight, 1, 1_000_000);
    Setting.between("maxInFlightBytes", maxInFlightBytes, 1_024, 1_073_741_824);
    Setting.between("maxBatch", maxBatch, 1, 10_000);
  }

  public static PublisherOptions defaults() {
    return DEFAULTS;
  }

  public PublisherOptions maxInFlight(int messages) {
    return new PublisherOptions(messages, maxInFlightBytes, maxBatch);
  }

  public PublisherOptions maxInFlightBytes(int bytes) {
    return new PublisherOptions(maxInFlight, bytes, maxBatch);
  }

  public PublisherOptions maxBatch(int messages) {
    return new PublisherOptions(maxInFlight, maxInFlightBytes, messages);
  }
}
