package dev.maos.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks in what a document writes as code for names that look like ours and do not exist. */
final class Names {
  // Commands, places and settings of others; what is of ours among them is checked elsewhere.
  private static final Pattern NO_JAVA =
      Pattern.compile("^(\\./)?maos .*|^(mvn|redis-server|java|git|docker|export) .*|.*://.*|^-.*");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");
  private static final Pattern CAMEL = Pattern.compile("\\b[A-Z][a-z0-9]+(?:[A-Z]\\w*)+\\b");
  private static final Pattern MEMBER = Pattern.compile("\\b([A-Z][a-z]\\w*)\\.(\\w+)");
  private static final Pattern CALL = Pattern.compile("\\b([a-z]\\w*)\\(");
  private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+\\b");
  private static final Pattern FIELD = Pattern.compile("^[a-z]+(?:[A-Z][a-z0-9]*)+$");
  private static final List<String> FOREIGN_PACKAGES =
      List.of(
          "java.lang",
          "java.io",
          "java.nio.file",
          "java.security",
          "java.time",
          "java.util",
          "java.util.concurrent",
          "java.util.function",
          "java.util.random",
          "javax.sql");

  private final Sources sources;
  private final Set<String> foreign;

  /**
   * Over these sources.
   *
   * @param foreign names of others that look like ours
   */
  Names(Sources sources, Set<String> foreign) {
    this.sources = sources;
    this.foreign = foreign;
  }

  /** What of this is nowhere. */
  List<String> unknown(String code) {
    var unknown = new ArrayList<String>();
    if (!NO_JAVA.matcher(code).matches()) {
      var bare = QUOTED.matcher(code).replaceAll("");
      types(bare, unknown);
      members(bare, unknown);
      calls(bare, unknown);
      words(CONSTANT, bare, unknown);
      words(FIELD, bare, unknown);
    }
    return unknown;
  }

  private void types(String code, List<String> unknown) {
    CAMEL
        .matcher(code)
        .results()
        .forEach(it -> {
          if (!isType(it.group())) {
            unknown.add(it.group());
          }
        });
  }

  private void members(String code, List<String> unknown) {
    MEMBER
        .matcher(code)
        .results()
        .forEach(it -> {
          var type = it.group(1);
          boolean isFile = it.group(2).equals("java");
          if (!isFile && !isForeign(type) && !sources.has(type, it.group(2))) {
            unknown.add(it.group());
          }
        });
  }

  private void calls(String code, List<String> unknown) {
    CALL.matcher(code)
        .results()
        .forEach(it -> {
          var name = it.group(1);
          if (!sources.callables().contains(name) && !foreign.contains(name)) {
            unknown.add(name + "(");
          }
        });
  }

  private void words(Pattern pattern, String code, List<String> unknown) {
    pattern
        .matcher(code)
        .results()
        .forEach(it -> {
          if (!sources.words().contains(it.group()) && !foreign.contains(it.group())) {
            unknown.add(it.group());
          }
        });
  }

  private boolean isType(String name) {
    return sources.types().containsKey(name) || isForeign(name);
  }

  private boolean isForeign(String type) {
    return foreign.contains(type)
        || FOREIGN_PACKAGES.stream().anyMatch(its -> exists(its + "." + type));
  }

  private static boolean exists(String type) {
    try {
      Class.forName(type, false, Names.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException _) {
      return false;
    }
  }
}
