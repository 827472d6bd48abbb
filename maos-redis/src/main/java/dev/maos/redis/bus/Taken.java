package dev.maos.redis.bus;

import java.util.ArrayList;
import java.util.List;

/** What a taking brought. */
final class Taken {
  private static final byte[] NOT_HERE = {};

  private final boolean isReaderForgotten;
  private final byte[] credits;
  private final long grant;
  private final List<Piece> pieces;

  private Taken(boolean isReaderForgotten, byte[] credits, long grant, List<Piece> pieces) {
    this.isReaderForgotten = isReaderForgotten;
    this.credits = credits;
    this.grant = grant;
    this.pieces = pieces;
  }

  /** Whether the server does not know the reader, so that it must be opened again. */
  boolean isReaderForgotten() {
    return isReaderForgotten;
  }

  /** What each lane has left of its round. */
  byte[] credits() {
    return credits;
  }

  /** The number of the lease; 0 if nothing is held. */
  long grant() {
    return grant;
  }

  /** The messages, in the order in which they are to be handled. */
  List<Piece> pieces() {
    return pieces;
  }

  /** The numbers of the large frames that have to be fetched, each once. */
  List<Long> toBeFetched() {
    return pieces.stream().filter(Piece::isToBeFetched).map(Piece::frame).distinct().toList();
  }

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
    int place = answer.u16();
    var bytes = place == 0 ? NOT_HERE : answer.frame(place);
    return new Piece(bytes, answer);
  }

  /** Messages of one frame that follow each other. */
  static final class Piece {
    private final byte[] bytes;
    private final long frame;
    private final int from;
    private final int to;
    private final int attempt;
    private final boolean isAnnounced;
    private final boolean isFleeting;

    private Piece(byte[] bytes, Answer answer) {
      this.bytes = bytes;
      this.frame = answer.u48();
      this.from = answer.u16();
      this.to = answer.u16();
      this.attempt = answer.u16();
      this.isAnnounced = answer.u8() == 2;
      this.isFleeting = answer.u8() == 1;
    }

    /** The frame; empty if it is large and has to be fetched. */
    byte[] bytes() {
      return bytes;
    }

    boolean isToBeFetched() {
      return bytes.length == 0;
    }

    /** The frame's number. */
    long frame() {
      return frame;
    }

    /** The index of the first message. */
    int from() {
      return from;
    }

    /** The index behind the last message. */
    int to() {
      return to;
    }

    /** How often they have been claimed. */
    int attempt() {
      return attempt;
    }

    /** Whether they come from the subscription. */
    boolean isAnnounced() {
      return isAnnounced;
    }

    /** Whether they are acknowledged by being taken. */
    boolean isFleeting() {
      return isFleeting;
    }
  }
}
