package dev.maos.testkit.redis;

import java.io.IOException;

/** As what the server program runs. */
enum ServerMode {
  DATA,
  SENTINEL;

  /** Whether it serves commands, and is the process that we started. */
  boolean isReady(RespClient client, long pid) throws IOException {
    // A server that still loads its data refuses the ping but not the question who it is.
    return client.call("PING").text().equals("PONG")
        && Info.of(client.call("INFO", "server")).number("process_id") == pid;
  }
}
