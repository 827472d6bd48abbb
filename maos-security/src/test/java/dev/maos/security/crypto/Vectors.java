package dev.maos.security.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** The lines of a file of known answers: fields in hex, "-" for no bytes. */
record Vectors(List<String[]> lines) {
  static Vectors of(String name) {
    try (var in = Vectors.class.getResourceAsStream("/vectors/" + name)) {
      var text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return new Vectors(
          text.lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split(" ", -1))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(String field) {
    return field.equals("-") ? new byte[0] : HexFormat.of().parseHex(field);
  }
}
