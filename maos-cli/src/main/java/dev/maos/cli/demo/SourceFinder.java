package dev.maos.cli.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the source files below a directory: at most {@value #MAX_FILES}, none larger than 1 MiB.
 *
 * <p>Passes over hidden directories, build output, foreign code, symbolic links and whatever cannot
 * be read.
 */
final class SourceFinder extends SimpleFileVisitor<Path> {
  static final int MAX_FILES = 5_000;
  static final long MAX_BYTES = 1024 * 1024;

  private static final Set<String> PASSED_OVER =
      Set.of("target", "build", "out", "dist", "node_modules", "vendor", "venv", "__pycache__");

  private final Path root;
  private final List<SourceFile> found = new ArrayList<>();

  private SourceFinder(Path root) {
    this.root = root;
  }

  /** The files in the order of their paths. */
  static List<SourceFile> under(Path root) throws IOException {
    var finder = new SourceFinder(root);
    Files.walkFileTree(root, finder);
    finder.found.sort(Comparator.comparing(SourceFile::path));
    return List.copyOf(finder.found);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    return directory.equals(root) || isOfInterest(name(directory))
        ? FileVisitResult.CONTINUE
        : FileVisitResult.SKIP_SUBTREE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (isReviewable(file, attributes)) {
      found.add(new SourceFile(below(file), attributes.size()));
    }
    return found.size() < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException error) {
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException error) {
    return FileVisitResult.CONTINUE;
  }

  private boolean isReviewable(Path file, BasicFileAttributes attributes) {
    return attributes.isRegularFile()
        && attributes.size() > 0
        && attributes.size() <= MAX_BYTES
        && Language.of(name(file)).isPresent()
        && Files.isReadable(file)
        && survivesAsText(file);
  }

  // The path travels in a message. In the C locale a name beyond ASCII cannot be made a path again.
  private boolean survivesAsText(Path file) {
    try {
      return root.resolve(below(file)).equals(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private String below(Path file) {
    return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  private static boolean isOfInterest(String directory) {
    return !directory.startsWith(".") && !PASSED_OVER.contains(directory);
  }

  private static String name(Path path) {
    var name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
