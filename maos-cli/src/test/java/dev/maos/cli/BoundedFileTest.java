package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedFileTest {
  @TempDir private Path folder;

  @Test
  void asMuchAsThereMayBeIsRead() throws Exception {
    var file = Files.write(folder.resolve("file"), new byte[] {1, 2, 3});

    assertThat(BoundedFile.read("FILE", file, 3)).containsExactly(1, 2, 3);
    assertThat(BoundedFile.read("FILE", file, 100)).containsExactly(1, 2, 3);
  }

  @Test
  void oneByteMoreIsRefusedByTheNameOfTheArgument() throws Exception {
    var file = Files.write(folder.resolve("file"), new byte[4]);

    assertThatThrownBy(() -> BoundedFile.read("FILE", file, 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("INVALID_USAGE: FILE ")
        .hasMessageContaining(file.toString())
        .hasMessageEndingWith("a file of at most 3 bytes");
  }

  @Test
  void whatIsNotThereIsNamed() {
    var file = folder.resolve("none");

    assertThatThrownBy(() -> BoundedFile.read("FILE", file, 3))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(file.toString());
  }
}
