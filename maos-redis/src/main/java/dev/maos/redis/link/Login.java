package dev.maos.redis.link;

/**
 * Who we are to a server. The password appears in no text that this type makes.
 *
 * @param user the ACL user; empty for the default user
 * @param password empty if there is none
 */
public record Login(String user, String password) {
  static final Login NONE = new Login("", "");

  boolean isGiven() {
    return !password.isEmpty();
  }

  /** As it stands in a URI, with {@code ***} for the password. */
  @Override
  public String toString() {
    return isGiven() ? user + ":***@" : "";
  }
}
