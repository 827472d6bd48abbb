package dev.maos;

/**
 * A setting that is in force. The value of {@link ConfigKey#URL} may hold a password: it is not
 * part of the text of this record.
 *
 * @param key what is set
 * @param value as it was written
 * @param origin who said so
 */
public record ConfigSetting(ConfigKey key, String value, ConfigOrigin origin) {
  @Override
  public String toString() {
    return key.key() + (key == ConfigKey.URL ? "" : "=" + value) + " (" + origin + ")";
  }
}
