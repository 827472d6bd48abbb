package dev.maos.message;

/** Who gave out a delivery and wants to know how it goes on. */
interface DeliveryHolder {
  /** Nobody wants to know: the delivery is settled for its handler. */
  DeliveryHolder NOBODY =
      new DeliveryHolder() {
        @Override
        public void settled(Claim claim) {}

        @Override
        public void extended(Claim claim) {}
      };

  void settled(Claim claim);

  void extended(Claim claim);
}
