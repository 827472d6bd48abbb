package dev.maos.consensus.byzantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ManualTime;
import dev.maos.base.MaosException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookTest {
  private static final String AGENDA = "a".repeat(64);

  @TempDir Path folder;

  private final ManualTime time = new ManualTime();

  @Test
  void aPageOutlivesTheNotebook() {
    var since = Notebook.inFolder(folder, time).since();
    Notebook.inFolder(folder, time).write(AGENDA, new byte[] {1});
    var second = Notebook.inFolder(folder, time);
    assertThat(second.read(AGENDA)).hasValue(new byte[] {1});
    second.write(AGENDA, new byte[] {2});
    time.advance(Duration.ofDays(1));

    var again = Notebook.inFolder(folder, time);

    assertThat(again.since()).isEqualTo(since);
    assertThat(again.read(AGENDA)).hasValue(new byte[] {2});
    assertThat(again.read("b".repeat(64))).isEmpty();
  }

  @Test
  void whoLosesTheFolderHasForgottenSinceNow() {
    time.advance(Duration.ofDays(1));

    assertThat(Notebook.inFolder(folder.resolve("new"), time).since()).isEqualTo(time.now());
  }

  @Test
  void aFolderOfSomethingElseIsRefused() throws Exception {
    Files.writeString(folder.resolve("letter.txt"), "Dear Sir");

    assertThatThrownBy(() -> Notebook.inFolder(folder, time))
        .hasMessageContaining("is not empty, and no notebook");
  }

  @Test
  void whatAnotherProcessHasWrittenIsNotWrittenOver() {
    var one = Notebook.inFolder(folder, time);
    var other = Notebook.inFolder(folder, time);
    assertThat(one.read(AGENDA)).isEmpty();
    assertThat(other.read(AGENDA)).isEmpty();

    one.write(AGENDA, new byte[] {1});

    assertThatThrownBy(() -> other.write(AGENDA, new byte[] {2}))
        .hasMessageContaining("was written by another process");
    assertThat(other.read(AGENDA)).hasValue(new byte[] {1});
    one.write(AGENDA, new byte[] {3});
    assertThatThrownBy(() -> other.write(AGENDA, new byte[] {2})).isNotNull();
    assertThat(one.read(AGENDA)).hasValue(new byte[] {3});
  }

  @Test
  void whatAKillLeftOfTheVeryFirstPageIsNoLetter() throws Exception {
    Files.writeString(folder.resolve("since.new"), "half");

    assertThat(Notebook.inFolder(folder, time).since()).isEqualTo(time.now());
  }

  @Test
  void aDamagedNotebookIsRefused() throws Exception {
    Notebook.inFolder(folder, time);
    Files.writeString(folder.resolve("since"), "yesterday");

    assertThatThrownBy(() -> Notebook.inFolder(folder, time))
        .hasMessageContaining("cannot be used as a notebook");
  }

  @Test
  void nobodyElseCanWriteAPage() {
    var town = new Town(4);
    var agenda = town.agenda(1, 60_000, "a");
    var mine = town.member(town.members.get(0));
    var page = Page.write(agenda, mine, Memory.blank());

    assertThat(Page.read(agenda, mine, page)).isEqualTo(Memory.blank());
    // The last byte of a toy signature means nothing.
    for (int place = 0; place < page.length - 1; place++) {
      var changed = page.clone();
      changed[place] ^= 1;
      assertThatThrownBy(() -> Page.read(agenda, mine, changed)).isInstanceOf(MaosException.class);
    }
    var other = Page.write(agenda, town.member(town.members.get(1)), Memory.blank());
    assertThatThrownBy(() -> Page.read(agenda, mine, other)).hasMessageContaining("not written");
  }
}
