package dev.maos.bench.raw;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a single Redis server is, read from {@code redis://[user[:password]@]host[:port][/db]}.
 * What stands behind a question mark is for others.
 *
 * @param userInfo the words of AUTH with a colon between them; empty if there are none
 */
record RawAddress(String host, int port, String userInfo, int database) {
  private static final int DEFAULT_PORT = 6379;
  private static final String FORM = "redis://[user[:password]@]host[:port][/db]";

  /** The address, or nothing if the URL names something that a bare client cannot talk to. */
  static Optional<RawAddress> of(String url) {
    return url.toLowerCase(Locale.ROOT).startsWith("redis://")
        ? Optional.of(parse(url))
        : Optional.empty();
  }

  private static RawAddress parse(String url) {
    try {
      var uri = new URI(url);
      if (uri.getHost() == null || uri.getPort() > 65_535 || uri.getPort() == 0) {
        throw refused(url);
      }
      var userInfo = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
      int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
      return new RawAddress(uri.getHost(), port, userInfo, database(uri.getPath()));
    } catch (URISyntaxException | NumberFormatException e) {
      throw refused(url);
    }
  }

  private static int database(String path) {
    return path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
  }

  // A password may be in it, and a URL that cannot be parsed does not tell where.
  private static InvalidInputException refused(String url) {
    return new InvalidInputException(
        ErrorCode.INVALID_SETTING, "url", url.replaceFirst("://.*@", "://***@"), FORM);
  }

  /** The words of AUTH: none, a password, or a user and a password. */
  String[] credentials() {
    if (userInfo.isEmpty()) {
      return new String[0];
    }
    int colon = userInfo.indexOf(':');
    return colon <= 0
        ? new String[] {decoded(userInfo.substring(colon + 1))}
        : new String[] {
          decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1))
        };
  }

  // A plus sign in a password is a plus sign, which a decoder of forms would take for a space.
  private static String decoded(String word) {
    return URLDecoder.decode(word.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
