package dev.maos.redis.bus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a command carries: the arguments of its operations, and the large frames that are written
 * ahead of it, so that they do not have to pass through Lua.
 */
final class Cargo {
  private final FrameNumbers numbers;
  private final List<byte[]> arguments = new ArrayList<>();
  private final List<byte[]> frames = new ArrayList<>();
  private final Packer frameNumbers = new Packer();

  Cargo(FrameNumbers numbers) {
    this.numbers = numbers;
  }

  void argument(byte[] argument) {
    arguments.add(argument);
  }

  /** Takes a frame along if it is large; answers with its number, 0 if it has to go as it is. */
  long largeFrame(byte[] bytes) {
    long number = bytes.length < numbers.largeFrom() ? 0 : numbers.next();
    if (number != 0) {
      frames.add(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
      frames.add(bytes);
      frameNumbers.u48(number);
    }
    return number;
  }

  List<byte[]> arguments() {
    return arguments;
  }

  /** Fields and values of the large frames. */
  List<byte[]> frames() {
    return frames;
  }

  byte[] frameNumbers() {
    return frameNumbers.done();
  }
}
