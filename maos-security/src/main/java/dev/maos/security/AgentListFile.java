package dev.maos.security;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.security.keys.PrivateFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the trusted and the blocked are kept between runs: a file that only its owner may read, one
 * line for each, replaced as a whole; or nowhere.
 *
 * <pre>
 *   maos-agents 1
 *   trusted planner
 *   blocked rogue sends nonsense
 * </pre>
 */
final class AgentListFile {
  private static final String FIRST = "maos-agents 1";
  private static final String TRUSTED = "trusted";
  private static final String BLOCKED = "blocked";
  private static final int UNIQUE = 8;

  private final Optional<PrivateFile> file;
  private final SecureRandom random;

  private AgentListFile(Optional<PrivateFile> file, SecureRandom random) {
    this.file = file;
    this.random = random;
  }

  static AgentListFile none(SecureRandom random) {
    return new AgentListFile(Optional.empty(), random);
  }

  static AgentListFile at(Path path, SecureRandom random) {
    return new AgentListFile(Optional.of(new PrivateFile(path)), random);
  }

  AgentList read() {
    return file.filter(PrivateFile::exists)
        .map(found -> parsed(new String(found.read(), StandardCharsets.UTF_8)))
        .orElse(AgentList.EMPTY);
  }

  private AgentList parsed(String text) {
    var lines = text.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().equals(FIRST)) {
      throw corrupt(1);
    }
    var trusted = new HashSet<String>();
    var blocked = new HashMap<String, String>();
    for (int i = 1; i < lines.size(); i++) {
      var words = List.of(lines.get(i).split(" ", 3));
      if (words.size() < 2 || !isAgent(words.get(1))) {
        throw corrupt(i + 1);
      } else if (words.getFirst().equals(TRUSTED) && words.size() == 2) {
        trusted.add(words.get(1));
      } else if (words.getFirst().equals(BLOCKED)) {
        blocked.put(words.get(1), words.size() == 2 ? "" : words.get(2));
      } else {
        throw corrupt(i + 1);
      }
    }
    return new AgentList(trusted, blocked);
  }

  private static boolean isAgent(String text) {
    try {
      AgentId.of(text);
      return true;
    } catch (InvalidInputException _) {
      return false;
    }
  }

  // Who was blocked must not come back because a line cannot be read.
  private MaosException corrupt(int line) {
    return new MaosException(
        ErrorCode.KEYSTORE_CORRUPT,
        "line %d of %s is no line of a list".formatted(line, file.orElseThrow()));
  }

  void write(AgentList list) {
    if (file.isEmpty()) {
      return;
    }
    var text = new StringBuilder(FIRST).append('\n');
    list.trusted().stream()
        .sorted()
        .forEach(agent -> text.append(TRUSTED).append(' ').append(agent).append('\n'));
    list.blocked().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(agent ->
            text.append(BLOCKED)
                .append(' ')
                .append(agent.getKey())
                .append(' ')
                .append(agent.getValue())
                .append('\n'));
    var unique = new byte[UNIQUE];
    random.nextBytes(unique);
    file.get().write(text.toString().getBytes(StandardCharsets.UTF_8), unique);
  }
}
