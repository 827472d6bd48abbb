package dev.maos.testkit.history;

/** One thing that is wrong, and with what. */
public record Charge(Anomaly anomaly, String what) {
  @Override
  public String toString() {
    return anomaly + " " + what;
  }
}
