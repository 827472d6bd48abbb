package dev.maos.bench.peers;

/** A payload as a peer carries it: an object of the user's, by reference. */
final class Parcel {
  private final byte[] bytes;

  private Parcel(byte[] bytes) {
    this.bytes = bytes;
  }

  static Parcel copyOf(byte[] payload) {
    return new Parcel(payload.clone());
  }

  byte[] bytes() {
    return bytes;
  }
}
