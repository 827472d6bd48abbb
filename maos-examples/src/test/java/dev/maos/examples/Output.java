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
