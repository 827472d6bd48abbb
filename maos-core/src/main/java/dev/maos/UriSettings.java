package dev.maos;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * The URI of a backend, taken apart into the settings that are ours and what the backend gets to
 * read. {@code memory:} has no options of its own, so behind it every name has to be one of ours.
 */
record UriSettings(String rest, List<ConfigSetting> settings) {
  private static final String EMBEDDED = "memory:";

  static UriSettings of(String uri) {
    // A password in front of the host may have a question mark in it.
    int question = uri.indexOf('?', uri.lastIndexOf('@') + 1);
    if (question < 0) {
      return new UriSettings(uri, List.of());
    }
    var place = uri.substring(0, question);
    var settings = new ArrayList<ConfigSetting>();
    var others = new ArrayList<String>();
    for (var option : uri.substring(question + 1).split("&", -1)) {
      var name = option.split("=", 2)[0];
      if (isOurs(name, place)) {
        settings.add(setting(option));
      } else {
        others.add(option);
      }
    }
    var rest = others.isEmpty() ? place : place + "?" + String.join("&", others);
    return new UriSettings(rest, List.copyOf(settings));
  }

  private static boolean isOurs(String name, String place) {
    return place.equals(EMBEDDED) || ConfigKey.find(name).isPresent();
  }

  private static ConfigSetting setting(String option) {
    var parts = option.split("=", 2);
    var key = ConfigKey.of(parts[0]);
    if (key == ConfigKey.URL || parts.length < 2) {
      throw new InvalidInputException(
          ErrorCode.INVALID_SETTING, "option of the URI", parts[0], "name=value, and not a URL");
    }
    return new ConfigSetting(key, parts[1], new ConfigOrigin.Uri());
  }
}
