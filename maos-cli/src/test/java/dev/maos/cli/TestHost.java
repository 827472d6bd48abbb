package dev.maos.cli;

import dev.maos.Maos;
import dev.maos.backend.Backend;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.cli.Terminal.Interactive;
import dev.maos.event.EventStore;
import dev.maos.memory.MemoryBackend;
import dev.maos.message.MessageBus;
import dev.maos.message.MessageTransport;
import dev.maos.message.QueueLimits;
import dev.maos.registry.AgentRegistry;
import dev.maos.registry.AgentStore;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Commands that share one embedded backend, as processes share a server. */
final class TestHost implements AutoCloseable {
  private static final String URL = "test://shared";

  private final Backend backend;
  private final TimeSource time;
  private final Maos maos;
  private InputStream typed = InputStream.nullInputStream();
  private boolean someoneTypes;
  private TestTerminal terminal = terminal(Interactive.NEITHER);

  private TestHost(QueueLimits limits, TimeSource time) {
    this.backend = new MemoryBackend(limits, time);
    this.time = time;
    this.maos = Maos.builder(URL).backend(backend).time(time).open();
  }

  static TestHost open() {
    return new TestHost(QueueLimits.defaults(), TimeSource.system());
  }

  static TestHost open(QueueLimits limits) {
    return new TestHost(limits, TimeSource.system());
  }

  static TestHost open(TimeSource time) {
    return new TestHost(QueueLimits.defaults(), time);
  }

  /** What comes through the standard input of the next commands. */
  TestHost piped(String text) {
    return piped(text.getBytes(StandardCharsets.UTF_8));
  }

  TestHost piped(byte[] bytes) {
    typed = new ByteArrayInputStream(bytes);
    return this;
  }

  /** What a person at a terminal types for the next commands. */
  TestHost typed(String text) {
    someoneTypes = true;
    terminal = terminal(new Interactive(true, true));
    return piped(text);
  }

  /** Runs a command, and forgets what those before it printed. */
  int run(String... args) {
    terminal = terminal(terminal.terminal().interactive());
    return run(terminal.terminal(), args);
  }

  int run(Terminal elsewhere, String... args) {
    return Main.run(
        new Host(elsewhere, new Input(typed, someoneTypes), (url, limits, clock) -> backend, time),
        args);
  }

  /** A bus over the same backend. */
  MessageBus bus() {
    return maos.bus();
  }

  /** A registry over the same backend. */
  AgentRegistry registry() {
    return maos.registry();
  }

  MessageTransport messages() {
    return backend.messages();
  }

  AgentStore agents() {
    return backend.agents();
  }

  EventStore events() {
    return backend.events();
  }

  String out() {
    return terminal.out();
  }

  List<String> outLines() {
    return out().lines().toList();
  }

  String err() {
    return terminal.err();
  }

  /** The printed lines as JSON objects. */
  List<Map<String, Object>> objects() {
    return outLines().stream().map(TestHost::object).toList();
  }

  @Override
  public void close() {
    maos.close();
  }

  @SuppressWarnings("unchecked") // JSON objects become maps with names as keys.
  private static Map<String, Object> object(String line) {
    return Payload.json(line).as(Map.class);
  }

  private static TestTerminal terminal(Interactive interactive) {
    return new TestTerminal(StandardCharsets.UTF_8, interactive, Map.of("MAOS_URL", URL));
  }
}
