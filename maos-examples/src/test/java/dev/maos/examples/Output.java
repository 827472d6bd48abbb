package dev.maos.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a program prints while it runs. */
final class Output {
  private Output() {}

  /** A {@code main} method. */
  @FunctionalInterface
  interface Program {
    void main(String[] args) throws Exception;
  }

  /** What the program of this file prints; it is told of a place that it may use for files. */
  static List<String> ofProgram(String file, String place) throws Exception {
    var name = file.substring(0, file.length() - ".java".length());
    var type = Class.forName(Output.class.getPackageName() + "." + name);
    var main = type.getMethod("main", String[].class);
    return of(args -> main.invoke(null, (Object) args), place);
  }

  static List<String> of(Program program, String... args) throws Exception {
    var bytes = new ByteArrayOutputStream();
    var before = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      program.main(args);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
