package dev.maos.backend;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.TimeSource;
import dev.maos.message.QueueLimits;
import java.net.URI;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Opens backends of one URI scheme. Found by {@link ServiceLoader}. */
public interface BackendProvider {

  /** The scheme, as {@code "memory"}. */
  String scheme();

  /** Opens the backend that {@code uri} names. */
  Backend open(URI uri, QueueLimits limits, TimeSource time);

  /**
   * Finds the provider for a URI.
   *
   * @throws InvalidInputException {@link ErrorCode#UNKNOWN_BACKEND}, listing the schemes there are
   */
  static BackendProvider of(URI uri) {
    var known = new TreeMap<String, BackendProvider>();
    for (var provider : ServiceLoader.load(BackendProvider.class)) {
      known.put(provider.scheme(), provider);
    }
    var found = uri.getScheme() == null ? null : known.get(uri.getScheme());
    if (found == null) {
      throw new InvalidInputException(
          ErrorCode.UNKNOWN_BACKEND,
          "backend",
          uri.getScheme() == null ? uri.toString() : uri.getScheme() + ":",
          "a URI that begins with one of " + known.keySet() + ", as in memory:");
    }
    return found;
  }
}
