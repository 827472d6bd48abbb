package dev.maos;

import java.nio.file.Path;

/** Where the value of a setting came from; those further down give way to those above. */
public sealed interface ConfigOrigin {
  /** The program said so. */
  record Code() implements ConfigOrigin {
    @Override
    public String toString() {
      return "code";
    }
  }

  /** It stands in the URI behind the question mark. */
  record Uri() implements ConfigOrigin {
    @Override
    public String toString() {
      return "URI";
    }
  }

  /**
   * A variable of the process.
   *
   * @param variable its name
   */
  record Environment(String variable) implements ConfigOrigin {
    @Override
    public String toString() {
      return variable;
    }
  }

  /**
   * A line of a file.
   *
   * @param path where the file is
   * @param line from 1
   */
  record File(Path path, int line) implements ConfigOrigin {
    @Override
    public String toString() {
      return path + ":" + line;
    }
  }

  /** Nobody has set it. */
  record Usual() implements ConfigOrigin {
    @Override
    public String toString() {
      return "default";
    }
  }
}
