package dev.maos.cli.demo;

import java.util.List;

/** Finds the methods of a source file, in the order of their last lines. */
final class Methods {
  private Methods() {}

  static List<Method> in(Source source) {
    return switch (source.language()) {
      case BRACES -> new BraceMethods(source).find();
      case PYTHON -> new IndentedMethods(source).find();
      case SHELL, PROSE -> List.of();
    };
  }
}
