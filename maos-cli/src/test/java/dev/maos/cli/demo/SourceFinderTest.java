package dev.maos.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFinderTest {
  @TempDir private Path root;

  @Test
  void filesAreFoundInTheOrderOfTheirPaths() throws IOException {
    write("b/B.java");
    write("a.py");
    write("b/A.kt");
    write("README.md");

    assertThat(found()).containsExactly("README.md", "a.py", "b/A.kt", "b/B.java");
  }

  @Test
  void outputForeignCodeAndHiddenFoldersArePassedOver() throws IOException {
    write("target/classes/A.java");
    write("node_modules/x/index.js");
    write(".git/hook.sh");
    write("sub/build/B.java");
    write("src/C.java");

    assertThat(found()).containsExactly("src/C.java");
  }

  @Test
  void otherKindsEmptyAndHugeFilesArePassedOver() throws IOException {
    write("image.png");
    write("Makefile");
    Files.createFile(root.resolve("Empty.java"));
    Files.write(root.resolve("Huge.java"), new byte[(int) SourceFinder.MAX_BYTES + 1]);
    Files.write(root.resolve("Large.java"), new byte[(int) SourceFinder.MAX_BYTES]);

    assertThat(found()).containsExactly("Large.java");
  }

  @Test
  void symbolicLinksAreNotFollowed(@TempDir Path elsewhere) throws IOException {
    Files.writeString(elsewhere.resolve("Secret.java"), "class Secret {}");
    Files.createSymbolicLink(root.resolve("folder"), elsewhere);
    Files.createSymbolicLink(root.resolve("Link.java"), elsewhere.resolve("Secret.java"));

    assertThat(found()).isEmpty();
  }

  @Test
  void aHiddenRootIsLookedInto() throws IOException {
    var hidden = Files.createDirectory(root.resolve(".target"));
    Files.writeString(hidden.resolve("A.java"), "class A {}");

    assertThat(SourceFinder.under(hidden)).extracting(SourceFile::path).containsExactly("A.java");
  }

  @Test
  void thereIsABoundOnHowManyAreFound() throws IOException {
    for (int i = 0; i <= SourceFinder.MAX_FILES; i++) {
      Files.writeString(root.resolve("a" + i + ".md"), "x");
    }

    assertThat(found()).hasSize(SourceFinder.MAX_FILES);
  }

  private List<String> found() throws IOException {
    return SourceFinder.under(root).stream().map(SourceFile::path).toList();
  }

  private void write(String path) throws IOException {
    var file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "something\n");
  }
}
