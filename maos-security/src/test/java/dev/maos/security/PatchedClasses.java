package dev.maos.security;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The classes of this module and of its tests once more, some of them made of another source. */
final class PatchedClasses extends ClassLoader {
  private static final String SECURITY = "dev.maos.security.";
  private static final String CORE = "dev.maos.";
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
  private static final Path SOURCES = Path.of("src/main/java/dev/maos/security");
  private static final Path CORE_SOURCES = Path.of("../maos-core/src/main/java/dev/maos/security");
  private static final List<Path> FOLDERS =
      List.of(Path.of("target/classes"), Path.of("target/test-classes"));

  // What the compiler has read of the libraries; to read it anew each time would be most of the
  // work. One for each thread, since it is for one.
  private static final ThreadLocal<JavaFileManager> LIBRARIES =
      ThreadLocal.withInitial(() -> COMPILER.getStandardFileManager(null, null, null));

  private final Map<String, byte[]> patched;

  /** What the names of the classes begin with that are loaded here. */
  private final String ours;

  private PatchedClasses(Map<String, byte[]> patched, String ours) {
    super(PatchedClasses.class.getClassLoader());
    this.patched = Map.copyOf(patched);
    this.ours = ours;
  }

  /** All as they are. */
  static PatchedClasses none() {
    return new PatchedClasses(Map.of(), SECURITY);
  }

  /** All as they are but for one protection. */
  static PatchedClasses without(Protection protection) {
    try {
      // A place outside this package is one of the core.
      boolean isCore = protection.place().startsWith("..");
      var file =
          (isCore ? CORE_SOURCES : SOURCES).resolve(protection.place() + ".java").normalize();
      var changed = protection.removedFrom(Files.readString(file));
      return new PatchedClasses(compiled(file, changed), isCore ? CORE : SECURITY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, byte[]> compiled(Path file, String source) throws IOException {
    var complaints = new StringWriter();
    var input =
        new SimpleJavaFileObject(
            URI.create("memory:///" + file.getFileName()), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    try (var files = new InMemory(LIBRARIES.get())) {
      var options =
          List.of(
              "-proc:none", "-nowarn", "-implicit:none", "-parameters", "-classpath", classPath());
      if (!COMPILER.getTask(complaints, files, null, options, null, List.of(input)).call()) {
        throw new IllegalStateException(file + " does not compile without it: " + complaints);
      }
      return files.classes();
    }
  }

  private static String classPath() {
    return FOLDERS.getFirst() + java.io.File.pathSeparator + System.getProperty("java.class.path");
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      var known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      var bytes = name.startsWith(ours) ? bytes(name) : null;
      return bytes == null
          ? super.loadClass(name, resolve)
          : defineClass(name, bytes, 0, bytes.length);
    }
  }

  /** What a test sees that looks at the classes themselves. */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    var bytes =
        name.endsWith(".class")
            ? patched.get(name.substring(0, name.length() - ".class".length()).replace('/', '.'))
            : null;
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }

  private byte @Nullable [] bytes(String name) {
    var other = patched.get(name);
    if (other != null) {
      return other;
    }
    try {
      for (var folder : FOLDERS) {
        var file = folder.resolve(name.replace('.', '/') + ".class");
        if (Files.exists(file)) {
          return Files.readAllBytes(file);
        }
      }
      try (var in = super.getResourceAsStream(name.replace('.', '/') + ".class")) {
        return in == null ? null : in.readAllBytes();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps what is compiled. */
  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

    InMemory(JavaFileManager files) {
      super(files);
    }

    Map<String, byte[]> classes() {
      var classes = new HashMap<String, byte[]>();
      written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
      return classes;
    }

    /** The next one needs what was read. */
    @Override
    public void close() {}

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/')), kind) {
        @Override
        public OutputStream openOutputStream() {
          var bytes = new ByteArrayOutputStream();
          written.put(name, bytes);
          return bytes;
        }
      };
    }
  }
}
