package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the rights that a Redis user needs. */
@Command(
    name = "redis-acl",
    description = {
      "Print the ACL lines of a Redis user that may use one namespace and nothing else.",
      "ROLE is app (messages, the registry, votes; loads the functions), agent (the same where"
          + " somebody else has loaded them) or events (the history of events too, beside either).",
      "Put a password in the place of PASSWORD, or #HASH in that of >PASSWORD. Needs no server."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos redis-acl app",
      "  maos redis-acl app events --user planner --namespace shop",
      "  maos redis-acl agent --json | jq -r .line"
    })
final class RedisAclCommand implements Callable<Integer> {
  private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9._-]{1,32}");
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private final Host host;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "The Redis user (default: ${DEFAULT-VALUE}).")
  private String user = "app";

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "The namespace, as in the URL (default: ${DEFAULT-VALUE}).")
  private String namespace = "maos";

  @Option(names = "--json", description = "Print one JSON object a line, and nothing else.")
  private boolean json;

  @Parameters(paramLabel = "ROLE", arity = "1..*", description = "app, agent or events.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private List<RedisAcl.Role> roles;

  RedisAclCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    require("--user", USER, user, "1-64 letters, digits, '-', '_' or '.'");
    require("--namespace", NAMESPACE, namespace, "1-32 letters, digits, '-', '_' or '.'");
    for (var role : roles) {
      RedisAcl.lines(role, user, namespace).forEach(line -> print(role, line));
    }
    return ExitCode.OK;
  }

  private static void require(String option, Pattern pattern, String text, String allowed) {
    if (!pattern.matcher(text).matches()) {
      throw new InvalidInputException(ErrorCode.INVALID_USAGE, option, text, allowed);
    }
  }

  private void print(RedisAcl.Role role, String line) {
    if (!json) {
      host.terminal().out().println(line);
      return;
    }
    var fields = new LinkedHashMap<String, Object>();
    fields.put("role", role.name().toLowerCase(Locale.ROOT));
    fields.put("user", user);
    fields.put("words", Arrays.asList(line.split(" ")));
    fields.put("line", line);
    new JsonLines(host.terminal()).print(fields);
  }
}
