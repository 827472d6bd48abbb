package dev.maos.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link between documents leads to something. */
class LinksTest {
  @ParameterizedTest
  @MethodSource("dev.maos.examples.Manual#withHistory")
  void everyLinkLeadsToSomething(Path document) throws IOException {
    assertThat(broken(document)).as("broken links of %s", document).isEmpty();
  }

  @Test
  void theContentsNameEveryPage() throws IOException {
    var contents = Prose.parse(Files.readString(Manual.DOCS.resolve("README.md"))).links();

    for (var page : Manual.pages()) {
      var name = String.valueOf(page.getFileName());
      if (!name.equals("README.md")) {
        assertThat(contents).as("the contents of the manual").contains(name);
      }
    }
  }

  @Test
  void whatLeadsNowhereIsFound(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("there.md"), "# A `title`, twice\n# A `title`, twice\n");
    var document = folder.resolve("document.md");
    Files.writeString(
        document,
        """
        # Here
        [a](there.md) [b](there.md#a-title-twice) [c](there.md#a-title-twice-1) [d](#here)
        [e](https://example.com/x#y) `[f](code.md)`
        [g](nowhere.md) [h](there.md#a-title) [i](#there)
        ```
        # Not a heading
        [j](fenced.md)
        ```
        [k](#not-a-heading)
        """);

    assertThat(broken(document))
        .containsExactly("nowhere.md", "there.md#a-title", "#there", "#not-a-heading");
  }

  private static List<String> broken(Path document) throws IOException {
    return Prose.parse(Files.readString(document)).links().stream()
        .filter(link -> !link.contains("://"))
        .filter(link -> !leadsToSomething(document, link))
        .toList();
  }

  private static boolean leadsToSomething(Path document, String link) {
    int hash = link.indexOf('#');
    var file = hash < 0 ? link : link.substring(0, hash);
    var target = file.isEmpty() ? document : document.resolveSibling(file);
    return Files.exists(target) && (hash < 0 || anchors(target).contains(link.substring(hash + 1)));
  }

  private static List<String> anchors(Path target) {
    try {
      return List.copyOf(Prose.parse(Files.readString(target)).anchors());
    } catch (IOException e) {
      throw new AssertionError(target.toString(), e);
    }
  }
}
