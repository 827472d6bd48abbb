package dev.maos.cli;

import dev.maos.Maos;
import dev.maos.backend.BackendProvider;
import dev.maos.base.TimeSource;
import dev.maos.message.BusOptions;
import dev.maos.message.MessageBus;
import java.net.URI;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where a demo runs: a backend, and in a Redis that others use too, a namespace of the demo's own.
 *
 * <p>Closing erases that namespace; a process that is killed leaves it behind. Not thread-safe.
 */
final class DemoPlace implements AutoCloseable {
  private final String url;
  private final Maos maos;
  private final Optional<URI> own;

  private DemoPlace(String url, Maos maos, Optional<URI> own) {
    this.url = url;
    this.maos = maos;
    this.own = own;
  }

  /** Opens the backend at the URL, in a new namespace where the backend has such. */
  static DemoPlace open(String url, BusOptions options) {
    // Before anything is added to it: who reads the error knows what they wrote, not that.
    var _ = BackendUrl.uri(url);
    if (!url.startsWith("redis")) {
      return new DemoPlace(url, maos(url, options), Optional.empty());
    }
    var name = "demo-" + Integer.toHexString(RandomGenerator.getDefault().nextInt());
    var inside = inNamespace(url, name);
    return new DemoPlace(inside, maos(inside, options), Optional.of(BackendUrl.uri(inside)));
  }

  private static Maos maos(String url, BusOptions options) {
    return Maos.builder(url).options(options).open();
  }

  /** The URL with this namespace in the place of the one that it names, if any. */
  static String inNamespace(String url, String name) {
    var without = url.replaceAll("(?<=[?&])namespace=[^&]*&?", "").replaceAll("[?&]$", "");
    return without + (without.contains("?") ? "&" : "?") + "namespace=" + name;
  }

  /** The URL under which other processes come to the same place; it may hold a password. */
  String url() {
    return url;
  }

  MessageBus bus() {
    return maos.bus();
  }

  @Override
  public void close() {
    // An interrupt ends the demo, not the tidying up behind it.
    boolean interrupted = Thread.interrupted();
    try {
      maos.close();
      own.ifPresent(uri -> BackendProvider.of(uri).erase(uri, TimeSource.system()));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
