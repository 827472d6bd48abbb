package dev.maos.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reference names each package that a module of ours shows to others. */
class ApiReferenceTest {
  private static final Pattern EXPORT = Pattern.compile("(?m)^ *exports ([\\w.]+);");
  private static final Path MODULE = Path.of("src/main/java/module-info.java");

  @Test
  void everyExportedPackageIsNamed() throws IOException {
    var page = Files.readString(Manual.DOCS.resolve("api-reference.md"));

    assertThat(exported()).isNotEmpty();
    for (var name : exported()) {
      assertThat(page).as("the reference").contains("| `" + name + "` |");
    }
  }

  private static List<String> exported() throws IOException {
    var exported = new ArrayList<String>();
    for (var module : modules()) {
      var text = Files.readString(module);
      EXPORT.matcher(text).results().forEach(it -> exported.add(it.group(1)));
    }
    return exported;
  }

  private static List<Path> modules() throws IOException {
    try (var folders = Files.list(Manual.PROJECT)) {
      return folders.map(folder -> folder.resolve(MODULE)).filter(Files::exists).toList();
    }
  }
}
