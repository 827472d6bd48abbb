package dev.maos.message;

/** Lets everything pass. */
enum OpenDoor implements MessageGuard {
  INSTANCE;

  @Override
  public Envelope outbound(Envelope envelope) {
    return envelope;
  }

  @Override
  public Envelope inbound(Envelope envelope) {
    return envelope;
  }

  @Override
  public void beforeHandling(Envelope envelope) {}

  @Override
  public void handled(Envelope envelope) {}
}
