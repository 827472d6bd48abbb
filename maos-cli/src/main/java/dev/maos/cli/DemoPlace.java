package dev.maos.cli;

import dev.maos.Maos;
import dev.maos.backend.BackendProvider;
import dev.maos.base.TimeSource;
import dev.maos.event.EventDispatcher;
import dev.maos.message.BusOptions;
import dev.maos.sqlite.SqliteEventStore;
import dev.maos.sqlite.SqliteOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where a demo runs: a backend, and in a Redis that others use too, a namespace of the demo's own.
 *
 * <p>Closing erases that namespace, and with it what has happened, unless a file keeps that; a
 * process that is killed leaves the namespace behind. Not thread-safe.
 */
final class DemoPlace implements AutoCloseable {
  private final String url;
  private final Maos maos;
  private final Optional<URI> own;
  private final Optional<SqliteEventStore> history;

  private DemoPlace(
      String url, BusOptions options, Optional<URI> own, Optional<SqliteEventStore> history) {
    var builder = Maos.builder(url).options(options);
    history.ifPresent(builder::eventStore);
    this.url = url;
    this.maos = builder.open();
    this.own = own;
    this.history = history;
  }

  /**
   * Opens the backend at the URL, in a new namespace where the backend has such.
   *
   * @param store the SQLite file that keeps what has happened, if one should
   */
  static DemoPlace open(String url, BusOptions options, Optional<Path> store) {
    // Before anything is added to it: who reads the error knows what they wrote, not that.
    var _ = BackendUrl.uri(url);
    var history = store.map(file -> SqliteEventStore.open(file, SqliteOptions.defaults()));
    try {
      return inside(url, options, history);
    } catch (RuntimeException e) {
      history.ifPresent(SqliteEventStore::close);
      throw e;
    }
  }

  private static DemoPlace inside(
      String url, BusOptions options, Optional<SqliteEventStore> history) {
    if (!url.startsWith("redis")) {
      return new DemoPlace(url, options, Optional.empty(), history);
    }
    var name = "demo-" + Integer.toHexString(RandomGenerator.getDefault().nextInt());
    var own = patient(inNamespace(url, name));
    return new DemoPlace(own, options, Optional.of(BackendUrl.uri(own)), history);
  }

  /** The URL with this namespace in the place of the one that it names, if any. */
  static String inNamespace(String url, String name) {
    var without = url.replaceAll("(?<=[?&])namespace=[^&]*&?", "").replaceAll("[?&]$", "");
    return without + (without.contains("?") ? "&" : "?") + "namespace=" + name;
  }

  /**
   * The URL with more time for each command, unless it says how much: the processes begin all at
   * once, and what a slow machine answers too late is done twice or waited for.
   */
  static String patient(String url) {
    return url.matches(".*[?&]timeout=.*") ? url : url + "&timeout=10s";
  }

  /** The URL under which other processes come to the same place; it may hold a password. */
  String url() {
    return url;
  }

  Maos maos() {
    return maos;
  }

  EventDispatcher events() {
    return maos.events();
  }

  @Override
  public void close() {
    // An interrupt ends the demo, not the tidying up behind it.
    boolean interrupted = Thread.interrupted();
    try {
      maos.close();
      history.ifPresent(SqliteEventStore::close);
      own.ifPresent(uri -> BackendProvider.of(uri).erase(uri, TimeSource.system()));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
