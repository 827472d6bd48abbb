package dev.maos.redis.link;

import dev.maos.testkit.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rights of a user of the namespace {@code maos}, as the guide and the command print them. */
final class GuideLines {
  private static final String START = "ACL SETUSER app ";
  private static final Set<String> MAKING = Set.of("reset", "on", ">PASSWORD");

  private GuideLines() {}

  /** The words of all lines, without those that make the user. */
  static List<String> words() {
    try (var lines = Files.lines(Path.of("../docs/redis.md"))) {
      return lines
          .filter(line -> line.startsWith(START))
          .flatMap(line -> Stream.of(line.substring(START.length()).split(" ")))
          .filter(word -> !MAKING.contains(word))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the user anew, whose password is {@code pw}, with these rights and no others. */
  static void give(RedisServer server, List<String> words) {
    var command = new ArrayList<>(List.of("ACL", "SETUSER", "app", "reset", "on", ">pw"));
    command.addAll(words);
    server.command(command.toArray(String[]::new));
  }
}
