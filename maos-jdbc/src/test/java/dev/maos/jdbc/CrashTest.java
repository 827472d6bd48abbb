package dev.maos.jdbc;

import static dev.maos.jdbc.Ledger.book;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it handles a message, and another that gets the same message. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrashTest {
  private static final int ORDER = 17;

  @TempDir private Path folder;
  private Path file;
  private Ledger ledger;

  @BeforeEach
  void createTables() throws Exception {
    file = folder.resolve("user.db");
    ledger = Ledger.in(Databases.sqlite(file));
    JdbcInbox.of(ledger.database()).createTable();
  }

  @Test
  void anEffectThatWasCommittedBeforeTheCrashIsNotRepeated() throws Exception {
    killWhenItIs(DyingHandler.Moment.COMMITTED);
    assertThat(ledger.count()).isOne();

    var ran = handleHere();

    assertThat(ran).isFalse();
    assertThat(ledger.count()).isOne();
  }

  @Test
  void anEffectThatWasNotCommittedBeforeTheCrashIsMadeByTheNext() throws Exception {
    killWhenItIs(DyingHandler.Moment.WORKING);
    assertThat(ledger.count()).isZero();

    var ran = handleHere();

    assertThat(ran).isTrue();
    assertThat(ledger.count()).isOne();
  }

  private boolean handleHere() throws InterruptedException {
    var inbox = JdbcInbox.of(ledger.database());
    var ran = new CopyOnWriteArrayList<Boolean>();
    try (var post = new Post()) {
      post.bus()
          .subscribe(
              Post.STORE,
              Post.ORDERS,
              delivery ->
                  ran.add(inbox.handle(delivery, connection -> book(connection, delivery))));
      post.bus().publish(Post.order(ORDER));
      assertThat(post.bus().awaitIdle(Post.PATIENCE)).isTrue();
    }
    assertThat(ran).hasSize(1);
    return ran.getFirst();
  }

  private void killWhenItIs(DyingHandler.Moment moment) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                classPath(),
                DyingHandler.class.getName(),
                file.toString(),
                moment.name(),
                String.valueOf(ORDER))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var said = process.inputReader()) {
      assertThat(said.readLine()).isEqualTo(moment.name());
    } finally {
      // On Unix this is kill -9.
      process.destroyForcibly();
      assertThat(process.waitFor(Post.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  // The tests run on the module path, with the classes of the test patched into the module.
  private static String classPath() {
    return Stream.of(
            Path.of("target", "test-classes").toString(),
            Path.of("target", "classes").toString(),
            System.getProperty("java.class.path", ""),
            System.getProperty("jdk.module.path", ""))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
