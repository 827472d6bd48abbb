package dev.maos.redis.link;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a Redis user needs to have, as access lists name it. */
enum Right {
  /** To run functions. */
  CALL("+fcall"),
  /** To load our libraries, unless they are there already. */
  LOAD("+function|load"),
  HASH("+@hash"),
  LIST("+@list"),
  SORTED_SET("+@sortedset"),
  PUBSUB("+@pubsub"),
  DEL("+del"),
  EXISTS("+exists"),
  RENAME("+rename"),
  PEXPIRE("+pexpire"),
  TYPE("+type"),
  TIME("+time"),
  /** To try each new connection, which the client library does. */
  PING("+ping"),
  INFO("+info"),
  /** To notice a replica before it refuses to write. */
  ROLE("+role"),
  /** To wait for replicas, where that is asked for. */
  WAIT("+wait"),
  /** To read settings of the server. */
  SETTINGS("+config|get"),
  /** To keep the history of events. */
  STREAM("+@stream"),
  /** To find keys that move to another node of a Cluster. */
  ASKING("+asking"),
  /** To touch the keys of the namespace. */
  KEYS("~"),
  /** To speak on the channels of the namespace and to hear them. */
  CHANNELS("&");

  // What is refused for itself is what the user may not run; what he may not touch is accessed.
  private static final String ACCESS = "to access";

  private final String text;

  Right(String text) {
    this.text = text;
  }

  /** The one that is missing where a command that asks for this one was refused with NOPERM. */
  Right missing(String words) {
    int access = words.toLowerCase(Locale.ROOT).indexOf(ACCESS);
    if (access < 0) {
      return this;
    }
    return words.indexOf("channel", access) < 0 ? KEYS : CHANNELS;
  }

  /** The word that gives it to a user. */
  String word(RedisUri uri) {
    return isPattern() ? text + uri.prefix() + "*" : text;
  }

  /** What several are called where they are missing. */
  static String names(Collection<Right> missing, RedisUri uri) {
    return missing.stream().map(each -> each.name(uri)).collect(Collectors.joining(", "));
  }

  private String name(RedisUri uri) {
    var name = word(uri).substring(1);
    return isPattern() ? name().toLowerCase(Locale.ROOT) + " " + name : name;
  }

  private boolean isPattern() {
    return this == KEYS || this == CHANNELS;
  }
}
