package dev.maos.message;

import java.util.List;

/** Lets everything pass. */
enum OpenDoor implements MessageGuard {
  INSTANCE;

  @Override
  public Envelope outbound(Envelope envelope) {
    return envelope;
  }

  @Override
  public List<Arrival> arriving(List<Claim> claims) {
    return claims.stream().<Arrival>map(claim -> new Let(claim.envelope())).toList();
  }

  @Override
  public void beforeHandling(Envelope envelope) {}

  private record Let(Envelope opened) implements Arrival {
    @Override
    public void handled() {}
  }
}
