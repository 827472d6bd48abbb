package dev.maos.bench.raw;

import dev.maos.bench.BenchFailedException;
import dev.maos.bench.RoundTrip;
import java.io.IOException;
import java.util.Arrays;

/**
 * A request through one stream and its answer through another. Each side acknowledges what it
 * handled in the same write that goes on, and a caller asks and waits in one write.
 */
final class RawRoundTrip implements RoundTrip {
  private static final String GROUP = "g";

  private final String requests;
  private final String answers;
  private final RespConnection caller;
  private final RespConnection answerer;
  private final RawMailbox inbox;
  private final byte[] asking;
  private final Thread thread;

  RawRoundTrip(RawAddress address, String key) {
    requests = key + ":requests";
    answers = key + ":answers";
    caller = RespConnection.open(address);
    answerer = RespConnection.open(address);
    caller.call("XGROUP", "CREATE", requests, GROUP, "$", "MKSTREAM");
    caller.call("XGROUP", "CREATE", answers, GROUP, "$", "MKSTREAM");
    inbox = new RawMailbox(answers, GROUP);
    asking = adding(requests);
    thread = Thread.ofPlatform().daemon().name("bench-raw-answers").start(this::answer);
  }

  private static byte[] adding(String key) {
    return RespWriter.prefix(8, "XADD", key, "MAXLEN", "~", "1000", "*", "d");
  }

  @Override
  public byte[] call(byte[] request) {
    try {
      caller.out().command(asking).argument(request);
      inbox.write(caller.out());
      caller.send();
      caller.skip(1);
      if (!inbox.read(caller.in())) {
        throw new BenchFailedException("no answer came");
      }
      return inbox.message();
    } catch (IOException e) {
      throw caller.broken(e);
    }
  }

  private void answer() {
    var mailbox = new RawMailbox(requests, GROUP);
    var answering = adding(answers);
    try {
      int answered = 0;
      while (!answerer.isClosed()) {
        mailbox.write(answerer.out());
        answerer.send();
        answerer.skip(answered);
        answered = 0;
        if (mailbox.read(answerer.in())) {
          answerer.out().command(answering).argument(mailbox.message());
          answered = 1;
        }
      }
    } catch (IOException | BenchFailedException e) {
      // A read that close() ended is how this thread stops; another failure leaves no answers.
      answerer.close();
    }
  }

  @Override
  public void close() {
    answerer.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    caller.call("UNLINK", requests, answers);
    caller.close();
  }

  /** Reads one message at a time and acknowledges it with the next read. */
  private static final class RawMailbox {
    private final byte[] reading;
    private final byte[] acknowledging;
    private byte[] id = new byte[0];
    private byte[] message = new byte[0];
    private boolean acknowledged;

    RawMailbox(String key, String group) {
      reading =
          RespWriter.prefix(
              11,
              "XREADGROUP",
              "GROUP",
              group,
              "c",
              "COUNT",
              "1",
              "BLOCK",
              "5000",
              "STREAMS",
              key,
              ">");
      acknowledging = RespWriter.prefix(4, "XACK", key, group);
    }

    void write(RespWriter out) {
      acknowledged = id.length > 0;
      if (acknowledged) {
        out.command(acknowledging).argument(id);
        id = new byte[0];
      }
      out.command(reading);
    }

    boolean read(RespReader in) throws IOException {
      if (acknowledged) {
        in.skip();
      }
      if (in.array() <= 0) {
        return false;
      }
      in.array();
      in.skip();
      in.array();
      in.array();
      in.bulk();
      id = copy(in);
      in.array();
      in.skip();
      in.bulk();
      message = copy(in);
      return true;
    }

    private static byte[] copy(RespReader in) {
      return Arrays.copyOfRange(in.bytes(), in.offset(), in.offset() + in.length());
    }

    byte[] message() {
      return message;
    }
  }
}
