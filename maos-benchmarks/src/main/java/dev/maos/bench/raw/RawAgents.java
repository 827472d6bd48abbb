package dev.maos.bench.raw;

import dev.maos.bench.OneWay;
import dev.maos.bench.Sink;

/**
 * A stream with a group for each of many agents, and one channel on which a bell tells which of
 * them were sent something: nobody can wait for thousands of streams. Used by one thread.
 */
final class RawAgents implements OneWay {
  private static final int BATCH = 64;
  private static final int ON_THEIR_WAY = 4;
  private static final int KEYS_AT_ONCE = 500;

  private final RespConnection connection;
  private final BellIntake intake;
  private final AgentKeys keys;
  private final byte[] ringing;
  private final byte[] bell = new byte[BATCH * Integer.BYTES];
  private int waiting;
  private int unanswered;

  RawAgents(RawAddress address, String key, int agents, Sink sink) {
    connection = RespConnection.open(address);
    keys = new AgentKeys(key, agents);
    for (int i = 0; i < agents; i++) {
      connection.out().words("XGROUP", "CREATE", keys.key(i), AgentKeys.GROUP, "$", "MKSTREAM");
      if ((i + 1) % KEYS_AT_ONCE == 0 || i == agents - 1) {
        connection.send();
        connection.skip(i % KEYS_AT_ONCE + 1);
      }
    }
    ringing = RespWriter.prefix(3, "PUBLISH", keys.bell());
    intake = BellIntake.open(address, keys, sink);
  }

  @Override
  public void send(int stream, byte[] payload) {
    connection
        .out()
        .command(8)
        .argument("XADD")
        .argument(keys.key(stream))
        .argument("MAXLEN")
        .argument("~")
        .argument("100")
        .argument("*")
        .argument("d")
        .argument(payload);
    AgentKeys.write(bell, waiting++, stream);
    if (waiting == BATCH) {
      push();
    }
  }

  @Override
  public void sendOne(int stream, byte[] payload) {
    send(stream, payload);
    flush();
  }

  @Override
  public void push() {
    if (waiting == 0) {
      return;
    }
    connection.out().command(ringing).argument(bell, 0, waiting * Integer.BYTES);
    connection.send();
    unanswered += waiting + 1;
    waiting = 0;
    awaitAnswers(ON_THEIR_WAY * BATCH);
  }

  @Override
  public void flush() {
    push();
    awaitAnswers(0);
  }

  private void awaitAnswers(int most) {
    if (unanswered > most) {
      connection.skip(unanswered - most);
      unanswered = most;
    }
  }

  @Override
  public void close() {
    intake.close();
    for (int i = 0; i < keys.size(); i++) {
      connection.out().words("UNLINK", keys.key(i));
    }
    connection.send();
    connection.skip(keys.size());
    connection.close();
  }
}
