package dev.maos.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a document says about commands.
 *
 * @param commands the words behind each {@code maos} that is named, in code and in blocks for the
 *     shell
 * @param options options that are named alone
 * @param sessions what somebody types, each with what is then printed
 * @param files what is in the files that sessions read, by their names
 */
record ManualPage(
    List<String> commands,
    List<String> options,
    List<Session> sessions,
    Map<String, String> files) {
  private static final Pattern FENCED =
      Pattern.compile("(?ms)^(?:<!--\\s*file:\\s*(\\S+)\\s*-->\\R)?```(\\w*)\\R(.*?)^```\\s*$");
  private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?<![\\w/.:-])(?:\\./)?maos +((?:[^|;&#)'\"\\n]|'[^'\\n]*'|\"[^\"\\n]*\")*+)");
  private static final Pattern OPTION = Pattern.compile("^(--[a-z][a-z-]*)");
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");
  private static final String PROMPT = "$ ";
  private static final String CONSOLE = "console";

  /** One command and its output. */
  record Session(String command, List<String> output) {
    /** The words as a shell hands them over. */
    List<String> words() {
      return words(command).map(word -> word.replaceAll("['\"]", "")).toList();
    }

    private static Stream<String> words(String command) {
      return WORD.matcher(command).results().map(MatchResult::group);
    }
  }

  static ManualPage parse(String text) {
    var commands = new ArrayList<String>();
    var options = new ArrayList<String>();
    var sessions = new ArrayList<Session>();
    var files = new LinkedHashMap<String, String>();
    FENCED
        .matcher(text)
        .results()
        .forEach(block -> {
          var language = block.group(2);
          var content = block.group(3);
          if (block.group(1) != null) {
            files.put(block.group(1), content);
          } else if (language.equals(CONSOLE)) {
            sessions.addAll(sessions(content));
          } else if (language.isEmpty()) {
            commands.addAll(commands(content));
          }
        });
    sessions.forEach(session -> commands.addAll(commands(session.command())));
    SPAN.matcher(FENCED.matcher(text).replaceAll(""))
        .results()
        .forEach(span -> {
          var code = span.group(1);
          commands.addAll(commands(code));
          OPTION.matcher(code).results().forEach(option -> options.add(option.group(1)));
        });
    return new ManualPage(commands, options, sessions, files);
  }

  private static List<String> commands(String code) {
    return COMMAND
        .matcher(code)
        .results()
        // What stands far behind a command says what it does.
        .map(it -> it.group(1).strip().replaceFirst("\\s{3,}.*", ""))
        .toList();
  }

  private static List<Session> sessions(String block) {
    var sessions = new ArrayList<Session>();
    for (var line : block.lines().toList()) {
      if (line.startsWith(PROMPT)) {
        sessions.add(new Session(line.substring(PROMPT.length()), new ArrayList<>()));
      } else {
        sessions.getLast().output().add(line);
      }
    }
    return sessions;
  }
}
