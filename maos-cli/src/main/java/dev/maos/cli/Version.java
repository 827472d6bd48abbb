package dev.maos.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: our version, and the Java that runs it. */
final class Version implements IVersionProvider {
  // Written into each jar by Maven; classes that run from a folder have no version yet.
  private static final String DESCRIPTOR = "/META-INF/maven/dev.maos/maos-cli/pom.properties";
  private static final String UNKNOWN = "(built from source)";

  @Override
  public String[] getVersion() {
    return new String[] {
      "maos " + ours(),
      "JDK %s (%s), %s %s"
          .formatted(
              Runtime.version(),
              System.getProperty("java.vendor", "unknown vendor"),
              System.getProperty("os.name"),
              System.getProperty("os.arch"))
    };
  }

  static String ours() {
    try (var descriptor = Version.class.getResourceAsStream(DESCRIPTOR)) {
      if (descriptor == null) {
        return UNKNOWN;
      }
      var properties = new Properties();
      properties.load(descriptor);
      return properties.getProperty("version", UNKNOWN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
