package dev.maos.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration IN_VAIN = Duration.ofMillis(200);

  @AutoClose private static final RedisServer server = RedisServer.start();
  @AutoClose private final FaultProxy proxy = FaultProxy.inFrontOf(server.port());

  @BeforeEach
  void anEmptyServer() {
    server.command("FLUSHALL");
  }

  @Test
  void everythingPassesAtFirstAndIsCounted() throws Exception {
    try (var client = connect()) {
      client.call("SET", "k", "v");

      assertThat(client.call("GET", "k").text()).isEqualTo("v");
      assertThat(proxy.connections()).isOne();
      assertThat(proxy.openConnections()).isOne();
      // *3 SET k v and *2 GET k; +OK and $1 v
      assertThat(proxy.bytesToServer()).isEqualTo(27 + 20);
      assertThat(proxy.bytesToClients()).isEqualTo(5 + 7);
    }
  }

  @Test
  void anEndOfTheClientReachesTheServer() throws Exception {
    connect().close();

    Await.until(() -> proxy.openConnections() == 0, () -> "the end of the connection");
  }

  @Test
  void whatIsRefusedFindsNobodyUntilItPassesAgain() throws Exception {
    try (var client = connect()) {
      client.call("PING");

      proxy.refuse();

      assertThatThrownBy(() -> client.call("PING")).isInstanceOf(IOException.class);
      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    }
    proxy.pass();
    assertAnswers();
  }

  @Test
  void aDroppedReplyEndsTheConnectionAfterTheServerDidItsWork() throws Exception {
    try (var client = connect()) {
      client.call("PING");

      proxy.dropReplies(Ending.ORDERLY);

      assertThatThrownBy(() -> client.call("INCR", "n")).isInstanceOf(EOFException.class);
      assertThat(server.command("GET", "n").number()).isOne();
    }
    try (var client = connect()) {
      assertThatThrownBy(() -> client.call("INCR", "n")).isInstanceOf(EOFException.class);
    }
    assertThat(server.command("GET", "n").number()).isEqualTo(2);
  }

  @Test
  void aDroppedReplyMayEndWithAReset() throws Exception {
    try (var client = connect()) {
      client.call("PING");

      proxy.dropReplies(Ending.RESET);

      assertThatThrownBy(() -> client.call("INCR", "n"))
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      assertThat(server.command("GET", "n").number()).isOne();
    }
  }

  @Test
  void theConnectionEndsInPlaceOfTheAnswerToTheCountedRequest() throws Exception {
    proxy.closeAfterRequest(3, Ending.ORDERLY);

    try (var client = connect()) {
      client.call("INCR", "n");
      client.call("INCR", "n");
      assertThatThrownBy(() -> client.call("INCR", "n")).isInstanceOf(EOFException.class);
    }

    assertThat(server.command("GET", "n").number()).isEqualTo(3);
    assertAnswers();
  }

  @Test
  void onlyRequestsWithTheWordAreCounted() throws Exception {
    proxy.closeAfterRequest("incr", 1, Ending.RESET);

    try (var client = connect()) {
      client.call("SET", "incr", "INCR");
      client.call("GET", "incr");
      assertThatThrownBy(() -> client.call("INCR", "n")).isInstanceOf(SocketException.class);
    }

    assertThat(server.command("GET", "n").number()).isOne();
  }

  @Test
  void aStalledRequestReachesTheServerWhenItPassesAgain() throws Exception {
    try (var client = connect(IN_VAIN)) {
      client.call("PING");

      proxy.stall();

      assertThatThrownBy(() -> client.call("INCR", "n")).isInstanceOf(SocketTimeoutException.class);
      assertThat(server.command("EXISTS", "n").number()).isZero();
      proxy.pass();
      Await.until(() -> server.command("EXISTS", "n").number() == 1, () -> "the held request");
    }
  }

  @Test
  void aStalledReplyComesWhenItPassesAgain() throws Exception {
    try (var client = connect(IN_VAIN)) {
      client.call("PING");

      proxy.stallReplies();

      assertThatThrownBy(() -> client.call("INCR", "n")).isInstanceOf(SocketTimeoutException.class);
      Await.until(() -> server.command("EXISTS", "n").number() == 1, () -> "the request");
      proxy.pass();
      // The answer to the first one, which was held.
      assertThat(client.call("INCR", "n").number()).isOne();
    }
  }

  @Test
  void aStalledProxyStillTakesConnections() throws Exception {
    proxy.stall();

    try (var client = connect(IN_VAIN)) {
      assertThatThrownBy(() -> client.call("PING")).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void whatComesByteByByteIsStillWhole() throws Exception {
    proxy.byteByByte();

    assertKeepsAValue("x".repeat(2_000));
  }

  @Test
  void whatComesSlowlyIsStillWhole() throws Exception {
    proxy.slow(20_000);

    assertKeepsAValue("x".repeat(1_000));
  }

  @Test
  void aCutEndsConnectionsInGoodOrderAndNewOnesPass() throws Exception {
    try (var client = connect()) {
      client.call("PING");

      proxy.cut();

      assertThatThrownBy(() -> client.call("PING")).isInstanceOf(EOFException.class);
    }
    assertAnswers();
  }

  @Test
  void aCutMayBeAReset() throws Exception {
    try (var client = connect()) {
      client.call("PING");

      proxy.cutWithReset();

      assertThatThrownBy(() -> client.call("PING")).isInstanceOf(SocketException.class);
    }
    assertAnswers();
  }

  @Test
  void aServerThatIsNotThereEndsTheConnection() throws Exception {
    try (var nowhere = FaultProxy.inFrontOf(Ports.free());
        var client = RespClient.connect(nowhere.port(), TlsAuthority.NONE, PATIENCE)) {
      assertThatThrownBy(() -> client.call("PING")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aClosedProxyIsGoneForEver() throws Exception {
    try (var client = connect()) {
      client.call("PING");

      proxy.close();
      proxy.close();

      assertThatThrownBy(() -> client.call("PING")).isInstanceOf(IOException.class);
      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
      assertThatIllegalStateException().isThrownBy(proxy::pass);
    }
  }

  @Test
  void countsAndRatesAreAtLeastOne() {
    assertThatIllegalArgumentException().isThrownBy(() -> proxy.slow(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> proxy.closeAfterRequest(0, Ending.ORDERLY));
  }

  private void assertKeepsAValue(String value) throws IOException {
    try (var client = connect()) {
      client.call("SET", "k", value);

      assertThat(client.call("GET", "k").text()).isEqualTo(value);
    }
  }

  private void assertAnswers() throws IOException {
    try (var client = connect()) {
      assertThat(client.call("PING").text()).isEqualTo("PONG");
    }
  }

  private RespClient connect() throws IOException {
    return connect(PATIENCE);
  }

  private RespClient connect(Duration patience) throws IOException {
    return RespClient.connect(proxy.port(), TlsAuthority.NONE, patience);
  }
}
