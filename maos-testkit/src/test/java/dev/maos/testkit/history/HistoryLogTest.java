package dev.maos.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.TopicPattern;
import dev.maos.message.GroupName;
import dev.maos.message.QueueName;
import dev.maos.testkit.history.Step.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was appended is read back, whatever happened to the writer. */
class HistoryLogTest {
  @TempDir Path folder;

  @Test
  void everyKindOfStepIsReadBack() {
    var team = QueueName.subscription(GroupName.of("team"), TopicPattern.of("news.>"));
    var story = new Story();
    story.places = List.of(Story.INBOX, team);
    story.accepted(1).done(1, 1).acknowledged(1, 1, Reply.TAKEN).buried(1);
    story.places = List.of();
    story.invoked(2).measured(3).left(4).killed();

    assertThat(HistoryLog.read(written(story.steps()))).isEqualTo(story.steps());
  }

  @Test
  void aSecondWriterGoesOnAtTheEnd() {
    var steps = new Story().accepted(1).done(1, 1).steps();
    var file = written(steps);
    written(steps);

    assertThat(HistoryLog.read(file)).hasSize(2 * steps.size());
  }

  @Test
  void aLineThatItsWriterDidNotFinishIsLeftOut() throws IOException {
    var steps = new Story().accepted(1).steps();
    var file = written(steps);
    Files.writeString(file, "begun\t17\tbob", StandardOpenOption.APPEND);

    assertThat(HistoryLog.read(file)).isEqualTo(steps);
  }

  @Test
  void anInterruptedWriterStopsNobody() {
    var steps = new Story().accepted(1).steps();
    Thread.currentThread().interrupt();
    var file = written(steps);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(HistoryLog.read(file)).isEqualTo(steps);
  }

  @Test
  void aLineOfAnotherKindIsRefused() throws IOException {
    var file = Files.writeString(folder.resolve("log"), "danced\t17\n");

    assertThatThrownBy(() -> HistoryLog.read(file)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aKeyIsReadFromItsText() {
    assertThat(Key.parse("alice#17")).isEqualTo(new Key(Story.ALICE, 17));
    assertThatThrownBy(() -> Key.parse("alice")).isInstanceOf(IllegalArgumentException.class);
  }

  private Path written(List<Step> steps) {
    var file = folder.resolve("log");
    try (var log = HistoryLog.open(file)) {
      steps.forEach(log::append);
    }
    return file;
  }
}
