package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.base.Topic;
import dev.maos.security.access.AccessPolicy;
import dev.maos.security.access.Action;
import dev.maos.security.access.Credentials;
import dev.maos.security.access.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells whether an agent may do something, and why. */
@Command(
    name = "explain",
    description = {
      "Tell whether a policy lets an agent do something on a topic, by which rule of which role.",
      "A certificate may narrow what is allowed here; it is not asked. Needs no server.",
      "Ends with 0 if it is allowed and with 1 if not; with 2 if the policy cannot be understood."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos rbac explain access.json planner publish tasks.review",
      "  maos rbac explain access.json worker consume tasks.review --json | jq -r .why"
    })
final class RbacExplainCommand implements Callable<Integer> {
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  private final Host host;

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  @Parameters(index = "0", paramLabel = "POLICY", description = "The policy, a file of JSON.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private Path file;

  @Parameters(index = "1", paramLabel = "AGENT", description = "Who.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private AgentId agent;

  @Parameters(index = "2", paramLabel = "ACTION", description = "What, as publish or consume.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private Action action;

  @Parameters(index = "3", paramLabel = "TOPIC", description = "Where.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private AskedTopic asked;

  /** A topic to ask about, also one of the layer itself, which roles can give rights on. */
  record AskedTopic(Topic topic) {
    static AskedTopic parse(String text) {
      return new AskedTopic(new Topic(text));
    }
  }

  RbacExplainCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    var verdict = policy().verdict(Credentials.uncertified(agent), action, asked.topic());
    print(verdict);
    return verdict.allows() ? ExitCode.OK : ExitCode.FAILURE;
  }

  private AccessPolicy policy() throws IOException {
    var bytes = BoundedFile.read("POLICY", file, MOST_BYTES);
    return AccessPolicy.fromJson(new String(bytes, StandardCharsets.UTF_8));
  }

  private void print(Verdict verdict) {
    var terminal = host.terminal();
    if (!json) {
      var answer = verdict.allows() ? "allowed" : "denied";
      terminal.out().println(terminal.outStyle().shown("%s: %s".formatted(answer, verdict.why())));
      return;
    }
    var fields = new LinkedHashMap<String, Object>();
    fields.put("agent", agent.value());
    fields.put("action", action.toString());
    fields.put("topic", asked.topic().value());
    fields.put("allowed", verdict.allows());
    fields.put("why", verdict.why());
    new JsonLines(terminal).print(fields);
  }
}
