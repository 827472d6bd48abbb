package dev.maos.cli;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.testkit.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Whether the printed rights are enough for all that our functions do inside the server: every
 * command whose name is anywhere in their sources, since some are chosen when they run.
 */
class RedisAclCoverageTest {
  private static final Path SOURCES = Path.of("../maos-redis/src/main/resources/dev/maos/redis");
  private static final String KEY = "maos:{maos}:x";
  private static final Pattern LITERAL = Pattern.compile("['\"]([A-Z]{2,})['\"]");
  private static final Pattern CALLED = Pattern.compile("call\\(\\s*['\"](\\w+)['\"]");

  /** A kind of message is called so, too; nobody calls the command or one below it. */
  private static final String NOT_MEANT = "command";

  @AutoClose private final RedisServer server = RedisServer.start();

  @Test
  void everyCommandOfOurFunctionsIsAmongTheRights() throws IOException {
    RedisAcl.lines(RedisAcl.Role.APP, "app", "maos").forEach(this::tell);
    RedisAcl.lines(RedisAcl.Role.EVENTS, "app", "maos").forEach(this::tell);
    var commands = commands();

    var refusals = commands.stream().map(this::dryRun).filter(said -> !said.equals("OK")).toList();

    assertThat(refusals).isEmpty();
    // Among them those that are named in other places than where they are called.
    assertThat(commands).contains("exists", "hset", "xadd", "spublish", "pubsub|shardnumsub");
  }

  private void tell(String line) {
    server.command(line.split(" "));
  }

  /** Those that the sources name, with their subcommands, as {@code pubsub|numsub}. */
  private Set<String> commands() throws IOException {
    var sources = sources();
    var named = found(LITERAL, sources);
    var commands = new TreeSet<String>();
    for (var command : server.command("COMMAND", "LIST").texts()) {
      if (named.containsAll(List.of(command.split("\\|")))) {
        commands.add(command);
      }
    }
    commands.removeIf(each -> each.equals(NOT_MEANT) || each.startsWith(NOT_MEANT + "|"));
    // What the server does not know is not among the rights either.
    commands.addAll(found(CALLED, sources));
    // Nobody calls a command that has subcommands without one.
    var whole = Set.copyOf(commands);
    commands.removeIf(each -> whole.stream().anyMatch(other -> other.startsWith(each + "|")));
    return commands;
  }

  private static String sources() throws IOException {
    var text = new StringBuilder();
    try (var files = Files.walk(SOURCES)) {
      for (var file : files.filter(each -> each.toString().endsWith(".lua")).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  private static Set<String> found(Pattern pattern, String sources) {
    return pattern
        .matcher(sources)
        .results()
        .map(match -> match.group(1).toLowerCase(Locale.ROOT))
        .collect(toCollection(TreeSet::new));
  }

  /** What the server would say to the user: OK, or why not. Nothing is run. */
  private String dryRun(String command) {
    var words = new ArrayList<>(List.of("ACL", "DRYRUN", "app"));
    words.addAll(List.of(command.split("\\|")));
    var info = server.command("COMMAND", "INFO", command).items().getFirst().items();
    // The least that it wants; negative if there may be more.
    long wanted = Math.abs(info.get(1).number());
    int named = words.size() - "ACL DRYRUN user".split(" ").length;
    words.addAll(Collections.nCopies((int) wanted - named, KEY));
    return server.command(words.toArray(String[]::new)).text();
  }
}
