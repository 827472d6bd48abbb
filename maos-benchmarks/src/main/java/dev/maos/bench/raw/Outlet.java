package dev.maos.bench.raw;

import java.io.IOException;

/** How a frame is handed to the server. */
interface Outlet {
  /** Writes the commands. */
  void write(RespWriter out, int stream, Frame frame);

  /** Reads what the server answers to them; throws if the frame was not taken. */
  void read(RespReader in) throws IOException;
}
