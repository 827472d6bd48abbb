package dev.maos.cli;

import dev.maos.Configuration;
import dev.maos.Maos;
import dev.maos.backend.Backend;
import dev.maos.base.TimeSource;
import dev.maos.message.BusOptions;
import dev.maos.message.MessageBus;
import dev.maos.message.MessageGuard;
import dev.maos.registry.AgentRegistry;
import dev.maos.registry.RegistryOptions;
import dev.maos.registry.Surroundings;

/**
 * What a command has around it: where it prints, what it reads, how it reaches a backend, and what
 * time it is.
 */
record Host(Terminal terminal, Input input, Opener opener, TimeSource time) {

  /** That of this process, with another place to print to. */
  static Host around(Terminal terminal) {
    return new Host(terminal, Input.system(), Opener.BY_URL, TimeSource.system());
  }

  /** The settings of this process, with the backend at this URL. */
  Configuration configuration(String url) {
    return Configuration.of(terminal.environment()).uri(url);
  }

  /** Opens the backend alone, at this URL. */
  Backend backend(String url) {
    var settings = configuration(url);
    return opener.open(settings.url(), settings.busOptions().limits(), time);
  }

  /** Opens the backend alone, one that others share. */
  Backend backend(UrlOption url) {
    return backend(url.shared(terminal));
  }

  /** Opens the whole over a backend that others share, to look at. */
  Maos open(UrlOption url, BusOptions options) {
    return open(url, options, MessageGuard.open());
  }

  /** Opens the whole over a backend that others share, with a guard at its doors. */
  Maos open(UrlOption url, BusOptions options, MessageGuard guard) {
    return over(backend(url), url, options, guard);
  }

  /** Opens the whole over this backend, the one of the URL. */
  Maos over(Backend backend, UrlOption url, BusOptions options, MessageGuard guard) {
    var settings = configuration(url.shared(terminal));
    return settings
        .builder()
        .backend(backend)
        .options(options.limits(settings.busOptions().limits()))
        .time(time)
        .guardedBy(guard)
        .open();
  }

  /** The registry of a backend, to look at: without a bus, and so without any work for others. */
  AgentRegistry registry(Backend backend) {
    return new AgentRegistry(
        backend::agents,
        RegistryOptions.defaults(),
        Surroundings.none(),
        time,
        MessageBus.freshRandom());
  }
}
