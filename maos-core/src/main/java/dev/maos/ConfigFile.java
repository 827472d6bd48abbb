package dev.maos;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A file of settings: UTF-8, one {@code name = value} a line, lines that begin with {@code #} or
 * are empty say nothing. It is not YAML: a form without references cannot grow when it is read.
 */
final class ConfigFile {
  private static final int MOST_BYTES = 64 * 1024;
  private static final String FORM = "a line as max_queue_size = 50000, or a comment behind #";

  private ConfigFile() {}

  /** Reads all of it, or refuses all of it with one of the {@code CONFIG_} codes. */
  static List<ConfigSetting> read(Path path) {
    var lines = text(path).split("\\R", -1);
    Map<ConfigKey, Integer> seen = new EnumMap<>(ConfigKey.class);
    var settings = new ArrayList<ConfigSetting>();
    for (int i = 0; i < lines.length; i++) {
      var line = lines[i].strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        var setting = setting(path, i + 1, line);
        var before = seen.put(setting.key(), i + 1);
        if (before != null) {
          throw new InvalidInputException(
                  ErrorCode.CONFIG_DUPLICATE_KEY,
                  "setting",
                  setting.key().key(),
                  "each once; it stands in line " + before)
              .in(path + ":" + (i + 1));
        }
        settings.add(setting);
      }
    }
    return settings;
  }

  private static ConfigSetting setting(Path path, int number, String line) {
    var place = path + ":" + number;
    int equals = line.indexOf('=');
    if (equals < 1) {
      // What is wrong may be a password without its name.
      throw new InvalidInputException(ErrorCode.CONFIG_MALFORMED, "line", "...", FORM).in(place);
    }
    try {
      var key = ConfigKey.of(line.substring(0, equals).strip());
      return new ConfigSetting(
          key, line.substring(equals + 1).strip(), new ConfigOrigin.File(path, number));
    } catch (InvalidInputException e) {
      throw e.in(place);
    }
  }

  private static String text(Path path) {
    if (!Files.exists(path)) {
      throw refused(ErrorCode.CONFIG_NOT_FOUND, path, "a file that is there");
    }
    if (!Files.isRegularFile(path)) {
      throw refused(ErrorCode.CONFIG_UNREADABLE, path, "a file, not a folder or a device");
    }
    try (var input = Files.newInputStream(path)) {
      var bytes = input.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw refused(ErrorCode.CONFIG_TOO_LARGE, path, "a file of at most 64 KiB");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw refused(ErrorCode.CONFIG_UNREADABLE, path, "a file in UTF-8");
    } catch (IOException e) {
      throw new MaosException(
          ErrorCode.CONFIG_UNREADABLE, "the settings in " + path + " could not be read", e);
    }
  }

  private static InvalidInputException refused(ErrorCode code, Path path, String allowed) {
    return new InvalidInputException(code, "file of settings", path.toString(), allowed);
  }
}
