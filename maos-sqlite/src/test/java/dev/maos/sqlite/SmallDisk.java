package dev.maos.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A small disk of one's own, where the machine lets one make it. */
record SmallDisk(Path folder) {

  /** Whether there is one now; only an administrator of a Linux machine can. */
  static boolean isPossible(Path folder) throws IOException, InterruptedException {
    if (!Files.isExecutable(Path.of("/bin/mount"))) {
      return false;
    }
    boolean mounted = run("/bin/mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", "" + folder);
    return mounted && run("/bin/umount", folder.toString());
  }

  static SmallDisk at(Path folder) throws IOException, InterruptedException {
    run("/bin/mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder.toString());
    return new SmallDisk(folder);
  }

  void makeReadOnly() throws IOException, InterruptedException {
    run("/bin/mount", "-o", "remount,ro", folder.toString());
  }

  void unmount() throws IOException, InterruptedException {
    run("/bin/umount", folder.toString());
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
