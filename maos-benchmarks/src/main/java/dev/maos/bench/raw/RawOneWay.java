package dev.maos.bench.raw;

import dev.maos.bench.OneWay;
import java.io.IOException;

/**
 * Frames through one connection, as fast as the server takes them: some are on their way while the
 * next is filled. Used by one thread.
 */
final class RawOneWay implements OneWay {
  private static final int ON_THEIR_WAY = 4;

  private final RespConnection connection;
  private final Outlet outlet;
  private final Intake intake;
  private final String[] keys;
  private final Frame[] frames;
  private int unanswered;

  /**
   * A way over an open connection, which it closes.
   *
   * @param streams a frame of its own for each
   * @param keys deleted in the end
   */
  RawOneWay(RespConnection connection, Outlet outlet, Intake intake, int streams, String... keys) {
    this.connection = connection;
    this.outlet = outlet;
    this.intake = intake;
    this.keys = keys;
    frames = new Frame[streams];
    for (int i = 0; i < streams; i++) {
      frames[i] = new Frame();
    }
  }

  @Override
  public void send(int stream, byte[] payload) {
    frames[stream].add(payload);
    if (frames[stream].isFull()) {
      hand(stream);
    }
  }

  @Override
  public void sendOne(int stream, byte[] payload) {
    send(stream, payload);
    flush();
  }

  @Override
  public void push() {
    for (int i = 0; i < frames.length; i++) {
      if (frames[i].messages() > 0) {
        hand(i);
      }
    }
  }

  @Override
  public void flush() {
    push();
    awaitAnswers(0);
  }

  private void hand(int stream) {
    outlet.write(connection.out(), stream, frames[stream]);
    frames[stream].clear();
    connection.send();
    unanswered++;
    awaitAnswers(ON_THEIR_WAY);
  }

  private void awaitAnswers(int most) {
    try {
      while (unanswered > most) {
        outlet.read(connection.in());
        unanswered--;
      }
    } catch (IOException e) {
      throw connection.broken(e);
    }
  }

  @Override
  public void close() {
    intake.close();
    if (keys.length > 0) {
      connection.out().command(1 + keys.length).argument("UNLINK");
      for (var key : keys) {
        connection.out().argument(key);
      }
      connection.send();
      connection.skip(1);
    }
    connection.close();
  }
}
