package dev.maos.cli;

import dev.maos.backend.Backend;
import dev.maos.backend.BackendProvider;
import dev.maos.base.TimeSource;
import dev.maos.message.QueueLimits;

/** How a command reaches a backend. */
interface Opener {
  /** By the scheme of its URL. */
  Opener BY_URL =
      (url, limits, time) -> {
        var uri = BackendUrl.uri(url);
        return BackendProvider.of(uri).open(uri, limits, time);
      };

  /** The backend that the URL names; whoever opens it closes it. */
  Backend open(String url, QueueLimits limits, TimeSource time);
}
