package dev.maos.redis.faults;

import dev.maos.base.TimeSource;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A worker in a JVM of its own, which can be killed and stopped by signals.
 *
 * <p>It ends by itself when its input ends, so none outlives this JVM unless it is stopped then.
 */
final class Child implements Worker {
  private static final int BOUND_SECONDS = 120;
  private static final String END = "(end of its output)";

  private final String process;
  private final Path errors;
  private final Process jvm;
  private final BufferedWriter in;
  private final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();

  private Child(String process, Path errors, Process jvm) {
    this.process = process;
    this.errors = errors;
    this.jvm = jvm;
    this.in = jvm.outputWriter();
    Thread.ofVirtual().start(this::listen);
  }

  static Child consumer(ConsumerJob job) {
    return start(job.process(), ConsumerMain.class, job.log(), job.arguments());
  }

  static Child publisher(PublisherJob job) {
    return start(job.sender().value(), PublisherMain.class, job.log(), job.arguments());
  }

  /** A process that hosts an agent; what it complains of is in a file beside {@code log}. */
  static Child host(String process, Path log, String uri, String agent) {
    return start(process, HostMain.class, log, new String[] {uri, agent});
  }

  private static Child start(String process, Class<?> main, Path log, String[] arguments) {
    var errors = log.resolveSibling(log.getFileName() + ".err");
    var command = new ArrayList<>(jvmFor(main));
    command.addAll(List.of(arguments));
    try {
      var builder = new ProcessBuilder(command).redirectError(errors.toFile());
      return new Child(process, errors, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JVM that starts quickly and leaves the machine to others. */
  private static List<String> jvmFor(Class<?> main) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx256m",
        "--enable-native-access=ALL-UNNAMED",
        "-Dslf4j.internal.verbosity=ERROR",
        "-cp",
        String.join(File.pathSeparator, classPath()),
        main.getName());
  }

  /** What this JVM has, whether it runs as modules or not. */
  private static Set<String> classPath() {
    var path = new LinkedHashSet<String>();
    for (var property : List.of("java.class.path", "jdk.module.path")) {
      path.addAll(List.of(System.getProperty(property, "").split(File.pathSeparator, -1)));
    }
    path.add(
        Path.of(Child.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .toString());
    path.remove("");
    return path;
  }

  @Override
  public String process() {
    return process;
  }

  @Override
  public void go() {
    try {
      in.write("go\n");
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(this + " is gone", e);
    }
  }

  @Override
  public void awaitReady() {
    var word = word();
    if (!word.equals("ready")) {
      throw new AssertionError(this + " does not begin: " + word);
    }
  }

  @Override
  public boolean awaitEnd() {
    return word().equals("done");
  }

  private String word() {
    try {
      var word = said.poll(BOUND_SECONDS, TimeUnit.SECONDS);
      return word == null ? "(silence)" : word;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + this, e);
    }
  }

  /** SIGKILL. */
  void kill() {
    jvm.destroyForcibly();
    awaitExit();
  }

  /** SIGSTOP. */
  void stop() {
    signal("STOP");
  }

  /** SIGCONT. */
  void goOn() {
    signal("CONT");
  }

  void awaitExit() {
    try {
      if (!jvm.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(this + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + this, e);
    }
  }

  private void signal(String name) {
    try {
      var kill = new ProcessBuilder("kill", "-" + name, Long.toString(jvm.pid())).start();
      if (kill.waitFor() != 0) {
        throw new AssertionError("cannot send " + name + " to " + this);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    try (BufferedReader out = jvm.inputReader()) {
      out.lines().forEach(said::add);
    } catch (IOException | UncheckedIOException e) {
      said.add(e.toString());
    }
    said.add(END);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      // It is dead already.
    }
    try {
      if (!jvm.waitFor(20, TimeUnit.SECONDS)) {
        jvm.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      jvm.destroyForcibly();
    }
  }

  @Override
  public String toString() {
    return "%s (%d at %s, errors in %s)"
        .formatted(process, jvm.pid(), TimeSource.system().now(), errors);
  }
}
