package dev.maos.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.testkit.redis.RedisServer;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One trace through messages, events and votes of three processes over one Redis. */
@Timeout(180)
class ThreeProcessesTest {
  private static final int PATIENCE_SECONDS = 60;

  @TempDir private Path folder;

  @Test
  void whatOneOrderLeadsToInThreeProcessesIsOneTrace() throws Exception {
    var spans = new ArrayList<SpanLine>();
    try (var server = RedisServer.start();
        var customer = start(server.uri(), "customer");
        var shop = start(server.uri(), "shop");
        var auditor = start(server.uri(), "auditor")) {
      for (var member : List.of(customer, shop, auditor)) {
        member.await("ready");
      }

      customer.order();
      customer.await("initiated", "PASSED");

      // Whoever waits for what others have done ends last.
      for (var member : List.of(auditor, shop, customer)) {
        spans.addAll(member.end());
      }
    }

    assertThat(spans)
        .extracting(SpanLine::trace)
        .as("%s", spans)
        .hasSize(spans.size())
        .containsOnly(spans.getFirst().trace());
    assertThat(spans.stream().filter(SpanLine::isRoot))
        .extracting(SpanLine::name)
        .containsExactly("customer: buy");
    var proposed =
        List.of(
            "customer: buy",
            "customer: create orders",
            "shop: process orders",
            "shop: dispatch sales",
            "auditor: handle sales",
            "auditor: vote propose");
    assertThat(pathsTo("customer: handle _maos.votes", spans))
        .containsExactly(with(proposed, "customer: handle _maos.votes"));
    for (var voter : List.of("customer", "shop")) {
      assertThat(pathsTo(voter + ": vote cast", spans))
          .containsExactly(
              with(
                  proposed,
                  "auditor: create _maos.votes.invitations",
                  voter + ": process _maos.votes.invitations",
                  voter + ": vote cast"));
    }
    assertThat(pathsTo("customer: process _maos.votes.results", spans))
        .singleElement()
        .satisfies(path -> {
          var decider = path.get(path.size() - 3).replace(": vote cast", "");
          assertThat(path)
              .endsWith(
                  decider + ": process _maos.votes.invitations",
                  decider + ": vote cast",
                  decider + ": create _maos.votes.results",
                  "customer: process _maos.votes.results");
        });
  }

  private static List<String> with(List<String> path, String... more) {
    var whole = new ArrayList<>(path);
    whole.addAll(List.of(more));
    return whole;
  }

  /** From the root of the trace down to each span of this name. */
  private static List<List<String>> pathsTo(String name, List<SpanLine> all) {
    return all.stream()
        .filter(span -> span.name().equals(name))
        .map(span -> pathTo(span, all))
        .toList();
  }

  private static List<String> pathTo(SpanLine span, List<SpanLine> all) {
    var path = new ArrayList<String>();
    for (var at = Optional.of(span); at.isPresent(); at = parentOf(at.get(), all)) {
      path.addFirst(at.get().name());
    }
    return path;
  }

  private static Optional<SpanLine> parentOf(SpanLine span, List<SpanLine> all) {
    return all.stream().filter(other -> other.id().equals(span.parent())).findFirst();
  }

  private Member start(String uri, String name) throws IOException {
    var errors = folder.resolve(name + ".err");
    var jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Household.class.getName(),
                uri,
                name)
            .redirectError(errors.toFile())
            .start();
    return new Member(jvm, errors, jvm.inputReader(), jvm.outputWriter());
  }

  /** A process, which ends when its input does. */
  private record Member(Process jvm, Path errors, BufferedReader out, BufferedWriter in)
      implements AutoCloseable {
    /** Reads on until all of these words were said, in whatever order. */
    void await(String... words) throws IOException {
      var missing = new ArrayList<>(List.of(words));
      while (!missing.isEmpty()) {
        var line = out.readLine();
        assertThat(line).as("%s of %s", missing, Files.readString(errors)).isNotNull();
        missing.remove(line);
      }
    }

    void order() throws IOException {
      in.write("!");
      in.flush();
    }

    /** What it has exported. */
    List<SpanLine> end() throws Exception {
      in.close();
      var spans = out.lines().filter(SpanLine::isOne).map(SpanLine::parse).toList();
      assertThat(jvm.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(jvm.exitValue()).as("%s", Files.readString(errors)).isZero();
      return spans;
    }

    @Override
    public void close() {
      jvm.destroyForcibly();
    }
  }
}
