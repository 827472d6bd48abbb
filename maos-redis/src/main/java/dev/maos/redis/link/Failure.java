package dev.maos.redis.link;

import dev.maos.base.ErrorCode;
import dev.maos.redis.link.LinkException.Effect;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an error of the server or of the client library means for the run that met it. */
final class Failure {
  private static final int MOST_WORDS = 200;
  private static final String UNKNOWN_FUNCTION = "ERR Function not found";

  // How the native transport begins: finishConnect(..) failed with error(-111): Connection refused
  private static final Pattern NATIVE =
      Pattern.compile("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ");

  private Failure() {}

  static LinkException of(Throwable thrown) {
    var error = cause(thrown);
    return switch (error) {
      case LinkException already -> already;
      case RedisCommandExecutionException said -> server(words(said));
      case RedisCommandTimeoutException late ->
          new LinkException(
              Effect.UNKNOWN, ErrorCode.OUTCOME_UNKNOWN, "no answer in time: " + words(late));
      default -> connection(words(error));
    };
  }

  /** Why a link could not be opened: unreachable, unless the server answered with an error. */
  static LinkException opening(RedisUri uri, Throwable thrown) {
    var root = thrown;
    for (var each = thrown; each != null; each = each.getCause()) {
      root = each;
      if (each instanceof RedisCommandExecutionException) {
        break;
      }
    }
    if (root instanceof RedisCommandExecutionException said) {
      return server(words(said));
    }
    return new LinkException(
        Effect.NOT_NOW, ErrorCode.REDIS_UNREACHABLE, uri.place() + ": " + words(root));
  }

  /** Whether the server does not know a function. */
  static boolean isUnknownFunction(Throwable thrown) {
    var error = cause(thrown);
    return error instanceof RedisCommandExecutionException && words(error).equals(UNKNOWN_FUNCTION);
  }

  /** What a run failed with whose library was missing, by what came of loading it. */
  static LinkException missing(String library, @Nullable Throwable loading) {
    if (loading == null) {
      return notNow("Redis did not know the library " + library + "; it does now; nothing was run");
    }
    var failure = of(loading);
    if (failure.code() == ErrorCode.REDIS_NOPERM) {
      var remedy = "; load the library " + library + " as an administrator";
      return refusedFor(Effect.REFUSED, failure.code(), words(cause(loading)) + remedy);
    }
    return failure.effect() == Effect.UNKNOWN
        ? notNow("Redis does not know the library " + library + "; nothing was run")
        : failure;
  }

  /** Whether the server refused to write because it is not, or no longer, the master. */
  static boolean isReadOnly(Throwable thrown) {
    return begins(thrown, "READONLY");
  }

  /** Whether an answer did not come in time. */
  static boolean isLate(Throwable thrown) {
    return cause(thrown) instanceof RedisCommandTimeoutException;
  }

  static LinkException notNow(String message) {
    return new LinkException(Effect.NOT_NOW, ErrorCode.TRANSPORT_UNAVAILABLE, message);
  }

  static Throwable cause(Throwable thrown) {
    var error = thrown;
    while (error.getCause() != null
        && (error instanceof CompletionException || error instanceof ExecutionException)) {
      error = error.getCause();
    }
    return error;
  }

  /** What an error says, printable, at most 200 characters; its kind if it says nothing. */
  static String words(Throwable error) {
    var text = error.getMessage();
    return printable(
        text == null ? error.getClass().getSimpleName() : NATIVE.matcher(text).replaceFirst(""));
  }

  private static boolean begins(Throwable thrown, String word) {
    var error = cause(thrown);
    return error instanceof RedisCommandExecutionException && code(words(error)).equals(word);
  }

  private static LinkException server(String words) {
    return switch (code(words)) {
      case "LOADING", "BUSY", "TRYAGAIN", "CLUSTERDOWN", "MASTERDOWN", "NOREPLICAS", "MISCONF" ->
          notNow("Redis cannot now: " + words);
      case "READONLY" -> refusedFor(Effect.NOT_NOW, ErrorCode.REDIS_READONLY, words);
      case "OOM" ->
          refusedFor(Effect.REFUSED, ErrorCode.TRANSPORT_UNAVAILABLE, "out of memory: " + words);
      case "NOAUTH", "WRONGPASS" -> refusedFor(Effect.REFUSED, ErrorCode.REDIS_AUTH, words);
      case "NOPERM" -> refusedFor(Effect.REFUSED, ErrorCode.REDIS_NOPERM, words);
      case "WRONGTYPE" -> refusedFor(Effect.REFUSED, ErrorCode.KEY_TYPE_CONFLICT, words);
      default -> refusedFor(Effect.REFUSED, ErrorCode.REDIS_ERROR, words);
    };
  }

  private static LinkException refusedFor(Effect effect, ErrorCode code, String words) {
    return new LinkException(effect, code, "Redis says: " + words);
  }

  /** Only what surely never left this process counts as not done; all else may have arrived. */
  private static LinkException connection(String words) {
    boolean kept =
        words.startsWith("Currently not connected")
            || words.startsWith("Request queue size exceeded")
            || words.startsWith("Internal stack size exceeded")
            || words.startsWith("Connection is closed");
    return kept
        ? notNow(words)
        : new LinkException(
            Effect.UNKNOWN, ErrorCode.OUTCOME_UNKNOWN, "the connection was lost: " + words);
  }

  private static String code(String words) {
    int blank = words.indexOf(' ');
    return (blank < 0 ? words : words.substring(0, blank)).toUpperCase(Locale.ROOT);
  }

  private static String printable(String text) {
    var printable = new StringBuilder();
    for (int i = 0; i < text.length() && printable.length() < MOST_WORDS; i++) {
      char c = text.charAt(i);
      printable.append(c >= ' ' && c <= '~' ? c : '?');
    }
    return printable.toString();
  }
}
