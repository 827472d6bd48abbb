package dev.maos.consensus;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;

/** All of voting once more, with its tests, but for what was compiled elsewhere. */
final class PlantedCode extends ClassLoader {
  private static final List<Path> BUILT =
      List.of(Path.of("target", "classes"), Path.of("target", "test-classes"));
  private static final String ROOM = "dev.maos.consensus.";

  private final Path planted;

  PlantedCode(Path planted) {
    super(PlantedCode.class.getClassLoader());
    this.planted = planted;
  }

  /** Compiles a source that has a bug, or has none, into a folder below this one. */
  static Path plant(PlantedBug bug, String source, Path folder) throws IOException {
    var file = folder.resolve("source").resolve(bug.file());
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    var code = folder.resolve("code");
    compile(file, code);
    return code;
  }

  /** How the test of a bug fails over this code, if it does. */
  static Optional<Throwable> run(PlantedBug bug, Path code) throws Exception {
    var type = new PlantedCode(code).loadClass(ROOM + bug.testClass());
    var constructor = type.getDeclaredConstructor();
    var method = type.getDeclaredMethod(bug.testMethod());
    constructor.setAccessible(true);
    method.setAccessible(true);
    try {
      method.invoke(constructor.newInstance());
      return Optional.empty();
    } catch (InvocationTargetException e) {
      return Optional.ofNullable(e.getCause());
    }
  }

  private static void compile(Path source, Path target) {
    var javac = ToolProvider.findFirst("javac").orElseThrow();
    var said = new StringWriter();
    var out = new PrintWriter(said);
    int code =
        javac.run(
            out,
            out,
            "-proc:none",
            "-nowarn",
            "-cp",
            BUILT.getFirst().toString(),
            "-d",
            target.toString(),
            source.toString());
    if (code != 0) {
      throw new AssertionError("a bug that does not compile: " + said);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(ROOM)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      var known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    var file = name.replace('.', '/') + ".class";
    for (var place : List.of(planted, BUILT.getFirst(), BUILT.getLast())) {
      var path = place.resolve(file);
      if (Files.exists(path)) {
        var bytes = bytes(path);
        return defineClass(name, bytes, 0, bytes.length);
      }
    }
    throw new ClassNotFoundException(name);
  }

  private static byte[] bytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
