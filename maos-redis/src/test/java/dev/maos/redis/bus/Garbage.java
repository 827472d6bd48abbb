package dev.maos.redis.bus;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bytes that other programs write, and such as look like entries, of all kinds of lengths. */
enum Garbage {
  EMPTY(""),
  SHORT("short"),
  AS_LONG_AS_AN_ENTRY("x".repeat(StoredEntry.LENGTH)),
  LONG("x".repeat(5_000)),
  ASCENDING(counting(1, 1)),
  DESCENDING(counting(250, -1)),
  ZEROS("\0".repeat(StoredEntry.LENGTH)),
  ONES("\u00ff".repeat(64)),
  JAVA_STREAM("\u00ac\u00ed\u0000\u0005sr\u0000\u0011java.util.HashMap\u0005\u0007\u00da\u00c1"),
  GZIP("\u001f\u008b\b\0\0\0\0\0\0\u0003" + "gzip".repeat(10)),
  PNG("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0\0\u0001\0\0\0\u0001\0\b\u0006\0\0\0"),
  HTTP_REQUEST("GET / HTTP/1.1\r\nHost: localhost:6379\r\n\r\n");

  private final String latin;

  Garbage(String latin) {
    this.latin = latin;
  }

  private static String counting(int from, int step) {
    return IntStream.range(0, 40)
        .mapToObj(i -> Character.toString(from + i * step))
        .collect(Collectors.joining());
  }

  /** The bytes, in the form of ISO-8859-1. */
  String latin() {
    return latin;
  }
}
