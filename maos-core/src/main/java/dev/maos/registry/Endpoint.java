package dev.maos.registry;

import java.net.URI;
import java.util.Objects;

/**
 * A place outside the layer where an agent can be reached. Immutable.
 *
 * @param url an absolute URL of at most 2,048 characters
 * @param protocol what is spoken there, such as {@code JSONRPC}, {@code GRPC} or {@code HTTP+JSON};
 *     1 to 64 characters
 * @param version of A2A, as in {@code 1.0}
 */
public record Endpoint(URI url, String protocol, String version) {
  private static final int MAX_URL = 2_048;
  private static final int MAX_TEXT = 64;

  /** Checks the parts. */
  public Endpoint {
    Objects.requireNonNull(url, "url");
    Limit.size("endpoint url", url.toString().length(), MAX_URL);
    if (!url.isAbsolute()) {
      throw Limit.invalid("endpoint url", url.toString(), "an absolute URL");
    }
    Limit.text("endpoint protocol", protocol, 1, MAX_TEXT);
    Limit.text("endpoint version", version, 1, MAX_TEXT);
  }

  /** An endpoint that speaks A2A 1.0 over this protocol. */
  public static Endpoint of(URI url, String protocol) {
    return new Endpoint(url, protocol, AgentCard.PROTOCOL_VERSION);
  }
}
