package dev.maos.consensus.byzantine;

import dev.maos.base.TimeSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a member keeps what its seats must not forget. It belongs where only its member can write:
 * pages are signed, so nobody else can write new ones, but whoever puts back an older page makes
 * its member a liar. Implementations are thread-safe.
 */
public interface Notebook {
  /** The most pages, one for each agenda. */
  int MOST = 100_000;

  /**
   * Since when it has lost nothing. In an agenda that was open before, its member keeps quiet
   * unless there is a page: it may have said something that it does not know.
   */
  Instant since();

  /** The page of an agenda, if there is one. */
  Optional<byte[]> read(String agenda);

  /**
   * Puts a page in the place of the one before it. When this returns, the page outlives the
   * process, if the notebook does at all; when it throws, the old page or the new one is there.
   *
   * @throws dev.maos.base.MaosException if it cannot be kept
   */
  void write(String agenda, byte[] page);

  /** A notebook that is gone with its process: the member is quiet where it was before. */
  static Notebook inMemory(TimeSource time) {
    return new MemoryNotebook(time);
  }

  /**
   * A notebook in a folder, a file for each agenda. Nothing is ever removed from it: who wants to
   * start anew uses another folder. It is for one process: a page that another has written since it
   * was read here is not written over.
   *
   * @throws dev.maos.base.MaosException {@link dev.maos.base.ErrorCode#INVALID_SETTING} if the
   *     folder is no notebook and not empty, or cannot be used
   */
  static Notebook inFolder(Path folder, TimeSource time) {
    return FileNotebook.open(folder, time);
  }
}
