package dev.maos.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * All inputs that were ever worth keeping, read once more in each build, and each of them changed a
 * few hundred times. {@link WireFuzz} looks for new ones.
 */
class WireCorpusTest {
  private static final int CHANGES = 300;
  private static final long SEED = Long.getLong("maos.seed", 1);

  private static List<Path> inputs(WireTarget target) {
    try {
      var name = "WireFuzzInputs/" + target.folder();
      var folder = Objects.requireNonNull(WireFuzz.class.getResource(name), name);
      try (var files = Files.list(Path.of(folder.toURI()))) {
        return files.sorted().toList();
      }
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> eachInputIsReadOrRefused() {
    return Stream.of(WireTarget.values())
        .flatMap(target -> inputs(target).stream().map(file -> readOne(target, file)));
  }

  private static DynamicTest readOne(WireTarget target, Path file) {
    return DynamicTest.dynamicTest(
        target + " " + file.getFileName(), () -> target.read(Files.readAllBytes(file)));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsMadeOfThemIsReadOrRefused(WireTarget target) throws IOException {
    var random = new Random(SEED);
    for (var file : inputs(target)) {
      var bytes = Files.readAllBytes(file);
      for (int i = 0; i < CHANGES; i++) {
        var changed = WireChange.of(bytes, random);
        try {
          target.read(changed);
        } catch (Throwable e) {
          throw new AssertionError(
              "%s (replay with -Dmaos.seed=%d), change %d".formatted(file, SEED, i), e);
        }
      }
    }
  }

  /** Without one there would be nothing that gets past the first bytes. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TOKEN")
  void oneInputAtLeastIsWhatItShouldBe(WireTarget target) throws Exception {
    int good = 0;
    for (var file : inputs(target)) {
      good += file.getFileName().toString().startsWith("good") ? 1 : 0;
      if (file.getFileName().toString().startsWith("good")) {
        target.parse(Files.readAllBytes(file));
      }
    }
    assertThat(good).isPositive();
  }
}
