package dev.maos.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folders of {@link SealedProcesses}, as the document has them made by hand. */
final class HomesOfTwo {
  private HomesOfTwo() {}

  static Path make(Path folder, String uri) throws IOException {
    for (var name : new String[] {"alice", "bob"}) {
      var home = Files.createDirectories(folder.resolve(name));
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
      Files.writeString(home.resolve("password"), "the password of " + name + "\n");
      Files.writeString(home.resolve("maos.properties"), "url = " + uri + "\n");
    }
    return folder;
  }
}
