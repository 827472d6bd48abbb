package dev.maos.bench.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.bench.BenchFailedException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RespReaderTest {
  @Test
  void whatWasWrittenIsReadThoughItArrivesByteByByte() throws Exception {
    var out = new RespWriter().words("XADD", "a key", "").argument(new byte[] {'\r', '\n', 0});
    var in = new RespReader(oneByteAtATime(text(out)));

    int arguments = in.array();
    in.bulk();
    var first = in.text();
    in.bulk();
    var second = in.text();
    in.bulk();
    var third = in.text();
    in.bulk();

    assertThat(arguments).isEqualTo(3);
    assertThat(first).isEqualTo("XADD");
    assertThat(second).isEqualTo("a key");
    assertThat(third).isEmpty();
    assertThat(in.text()).isEqualTo("\r\n\0");
  }

  @Test
  void aValueLargerThanTheBufferIsReadWhole() throws Exception {
    var large = new byte[1 << 20];
    large[large.length - 1] = 7;
    var in = new RespReader(channel(text(new RespWriter().argument(large).argument("next"))));

    in.bulk();

    assertThat(in.length()).isEqualTo(large.length);
    assertThat(in.bytes()[in.offset() + in.length() - 1]).isEqualTo((byte) 7);
    in.bulk();
    assertThat(in.text()).isEqualTo("next");
  }

  @Test
  void numbersAreReadWithTheirSigns() throws Exception {
    var in = new RespReader(channel(":0\r\n:1234567890123\r\n:-42\r\n"));

    assertThat(in.integer()).isZero();
    assertThat(in.integer()).isEqualTo(1_234_567_890_123L);
    assertThat(in.integer()).isEqualTo(-42);
  }

  @Test
  void aSkippedReplyLeavesTheNextOne() throws Exception {
    var in = new RespReader(channel("*3\r\n$1\r\na\r\n*-1\r\n*1\r\n$-1\r\n+OK\r\n:5\r\n"));

    in.skip();
    in.skip();

    assertThat(in.integer()).isEqualTo(5);
  }

  @Test
  void nilIsNoValue() throws Exception {
    var in = new RespReader(channel("$-1\r\n*-1\r\n"));

    assertThat(in.bulk()).isFalse();
    assertThat(in.array()).isEqualTo(-1);
  }

  @Test
  void anErrorIsThrownInTheWordsOfTheServerAndLeavesTheNextReply() throws Exception {
    var in = new RespReader(channel("-OOM not allowed\r\n:7\r\n"));

    assertThatThrownBy(in::skip)
        .isInstanceOf(BenchFailedException.class)
        .hasMessageContaining("OOM not allowed");
    assertThat(in.integer()).isEqualTo(7);
  }

  @Test
  void anotherKindOfReplyThanIsDueIsRefused() {
    var in = new RespReader(channel("+OK\r\n"));

    assertThatThrownBy(in::integer).hasMessage("a reply of type '+'");
  }

  @Test
  void aConnectionThatEndsWithinAReplyIsToldApart() {
    var in = new RespReader(channel("$10\r\nabc"));

    assertThatThrownBy(in::bulk).isInstanceOf(EOFException.class);
  }

  private static String text(RespWriter out) {
    return new String(out.bytes(), 0, out.size(), StandardCharsets.ISO_8859_1);
  }

  private static ReadableByteChannel channel(String text) {
    return Channels.newChannel(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static ReadableByteChannel oneByteAtATime(String text) {
    var whole = channel(text);
    return new ReadableByteChannel() {
      @Override
      public int read(ByteBuffer target) throws IOException {
        target.limit(target.position() + 1);
        return whole.read(target);
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {}
    };
  }
}
