package dev.maos.backend;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.message.QueueLimits;
import java.net.URI;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** Opens backends of one family of URI schemes. Found by {@link ServiceLoader}. */
public interface BackendProvider {

  /** The schemes it answers to, as {@code "memory"}. */
  Set<String> schemes();

  /** Opens the backend that {@code uri} names. */
  Backend open(URI uri, QueueLimits limits, TimeSource time);

  /**
   * Looks at the place that {@code uri} names and tells what is good and what is not, without
   * changing anything. A place that cannot be reached is a finding, not an exception.
   */
  List<Finding> examine(URI uri, TimeSource time);

  /**
   * Deletes everything that is stored in the place that {@code uri} names, down to the last trace
   * of its queues, and nothing beside it. This cannot be undone. It is not for a place in use:
   * whoever works there meanwhile meets what is half gone, and stores more.
   *
   * @return how many entries there were, in whatever the backend stores; 0 where nothing outlives
   *     the process
   * @throws MaosException if the place cannot be reached or refuses; what has been deleted until
   *     then stays so, and erasing again goes on with the rest
   */
  long erase(URI uri, TimeSource time);

  /**
   * Finds the provider for a URI.
   *
   * @throws InvalidInputException {@link ErrorCode#UNKNOWN_BACKEND}, listing the schemes there are
   */
  static BackendProvider of(URI uri) {
    var known = new TreeMap<String, BackendProvider>();
    for (var provider : ServiceLoader.load(BackendProvider.class)) {
      provider.schemes().forEach(scheme -> known.put(scheme, provider));
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
