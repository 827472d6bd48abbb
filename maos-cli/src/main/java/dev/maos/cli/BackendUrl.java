package dev.maos.cli;

import dev.maos.Configuration;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the backend is: from the command line, else from {@code MAOS_URL}, else from the file that
 * {@code MAOS_CONFIG} names, else in this process.
 */
final class BackendUrl {
  static final String VARIABLE = "MAOS_URL";
  static final String EMBEDDED = "memory:";

  private static final Pattern SECRET_PARAMETER =
      Pattern.compile("[?&;](?:pass(?:word|wd)?|pwd|secret|token)=[^&;]", Pattern.CASE_INSENSITIVE);

  private static final Pattern SECRET_VALUE =
      Pattern.compile(
          "([?&;](?:pass(?:word|wd)?|pwd|secret|token)=)[^&;\\s]+", Pattern.CASE_INSENSITIVE);

  // Up to the last '@': a password may have one, and a '/', inside. What an error says of the form
  // of a URL has none.
  private static final Pattern BEFORE_HOST =
      Pattern.compile("//(?!\\[user(?::password|\\[:password])@][^@\\s]*(?:\\s|$))(\\S+)@");

  private BackendUrl() {}

  /**
   * Chooses the URL.
   *
   * @throws MaosException {@link ErrorCode#SECRET_ON_COMMAND_LINE} if a password was given there;
   *     the message does not repeat it
   */
  static String choose(Optional<String> given, Terminal terminal) {
    given.ifPresent(BackendUrl::refuseSecret);
    return given.or(() -> terminal.variable(VARIABLE)).orElseGet(() -> inFile(terminal));
  }

  private static String inFile(Terminal terminal) {
    return Configuration.of(terminal.environment()).url();
  }

  /** The URL in the form that providers of backends take; a refusal repeats no password. */
  static URI uri(String url) {
    try {
      // "memory:" has nothing behind its colon, which the URI syntax does not allow.
      return url.equals(EMBEDDED) ? URI.create("memory:///") : new URI(url);
    } catch (URISyntaxException e) {
      // Without the cause, and without what stands behind the slashes: a password may be in both.
      throw new InvalidInputException(
          ErrorCode.INVALID_SETTING,
          "backend URI",
          url.replaceFirst("(?s)//.*", "//***"),
          "a URI, as redis://localhost:6379 (it breaks at character %d)".formatted(e.getIndex()));
    }
  }

  /** The text without what stands before the host of a URL in it, and without secret options. */
  static String masked(String text) {
    var withoutOptions = SECRET_VALUE.matcher(text).replaceAll("$1***");
    return BEFORE_HOST.matcher(withoutOptions).replaceAll("//***@");
  }

  private static void refuseSecret(String url) {
    if (hasSecretBeforeHost(url) || SECRET_PARAMETER.matcher(url).find()) {
      throw new MaosException(
          ErrorCode.SECRET_ON_COMMAND_LINE,
          "every user of this machine can read a password in --url; put the URL into the"
              + " environment variable "
              + VARIABLE);
    }
  }

  // Redis clients take what stands there without a colon for a password too.
  private static boolean hasSecretBeforeHost(String url) {
    var matcher = BEFORE_HOST.matcher(url);
    return matcher.find() && !matcher.group(1).matches("[^:]*:");
  }
}
