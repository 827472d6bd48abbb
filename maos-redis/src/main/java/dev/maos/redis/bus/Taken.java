package dev.maos.redis.bus;

import java.util.ArrayList;
import java.util.List;

/**
 * What a taking brought.
 *
 * @param isReaderForgotten whether the server does not know the reader, so that it must be opened
 *     again
 * @param credits what each lane has left of its round
 * @param grant the number of the lease; 0 if nothing is held
 * @param pieces the messages, in the order in which they are to be handled
 */
record Taken(boolean isReaderForgotten, byte[] credits, long grant, List<Piece> pieces) {

  /**
   * Messages of one frame that follow each other.
   *
   * @param bytes the frame
   * @param frame its number
   * @param from index of the first
   * @param to index behind the last
   * @param attempt how often they have been claimed
   * @param isAnnounced whether they come from the subscription
   * @param isFleeting whether they are acknowledged by being taken
   */
  record Piece(
      byte[] bytes,
      long frame,
      int from,
      int to,
      int attempt,
      boolean isAnnounced,
      boolean isFleeting) {}

  static Taken read(Answer answer) {
    var isForgotten = answer.u8() == 1;
    var credits = new byte[4];
    for (int lane = 0; lane < credits.length; lane++) {
      credits[lane] = (byte) answer.u8();
    }
    int count = answer.u16();
    long grant = answer.u48();
    var pieces = new ArrayList<Piece>(count);
    for (int i = 0; i < count; i++) {
      pieces.add(piece(answer));
    }
    return new Taken(isForgotten, credits, grant, pieces);
  }

  private static Piece piece(Answer answer) {
    var bytes = answer.frame(answer.u16());
    return new Piece(
        bytes,
        answer.u48(),
        answer.u16(),
        answer.u16(),
        answer.u16(),
        answer.u8() == 2,
        answer.u8() == 1);
  }
}
