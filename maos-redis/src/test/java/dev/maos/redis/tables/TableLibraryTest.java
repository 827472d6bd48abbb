package dev.maos.redis.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.backend.AccountCharge;
import dev.maos.backend.ChargeAnswer;
import dev.maos.backend.Note;
import dev.maos.backend.NumberRange;
import dev.maos.testkit.redis.Ending;
import dev.maos.testkit.redis.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only a shared server can do: forget, lose answers, and go by its own clock. */
@Timeout(60)
class TableLibraryTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final TableSite site = new TableSite();

  @AfterEach
  void leave() {
    site.close();
  }

  @Test
  void aNumberWhoseAnswerWasLostIsUsedOnceAndStillFresh() {
    var proxy = site.closing(FaultProxy.inFrontOf(TableSite.SERVER.port()));
    var tables = site.tables(proxy.uri(), UnaryOperator.identity());
    tables.use(List.of(NumberRange.of("s", 1)), HOUR);

    proxy.closeAfterRequest("FCALL", 1, Ending.RESET);
    var answer = tables.use(List.of(NumberRange.of("s", 2)), HOUR);

    assertThat(answer).as("asked again, and told what it was told the first time").isEmpty();
    assertThat(tables.used(List.of(new NumberRange("s", 1, 2)))).hasSize(1);
  }

  @Test
  void aServerThatForgotSaysSoByAnotherEpoch() {
    var tables = site.tables();
    tables.write(new Note("a", 1, new byte[] {1}));
    var before = tables.notes(0);

    TableSite.SERVER.command("DEL", site.key("meta"), site.key("notes"), site.key("written"));
    tables.write(new Note("b", 1, new byte[] {2}));

    var after = tables.notes(before.position());
    assertThat(after.epoch()).isNotEqualTo(before.epoch());
    assertThat(after.notes()).containsExactly(new Note("b", 1, new byte[] {2}));
  }

  @Test
  void accountsThatOweNothingAreForgotten() {
    site.stopClock();
    var tables = site.tables();
    var second = Duration.ofSeconds(1);
    for (int i = 0; i < 50; i++) {
      tables.charge(List.of(new AccountCharge("a" + i, second, second)));
    }

    site.pass(second.multipliedBy(2));
    tables.charge(List.of(new AccountCharge("another", second, second)));

    assertThat(TableSite.SERVER.command("HLEN", site.key("accounts")).number()).isEqualTo(1);
    assertThat(TableSite.SERVER.command("ZCARD", site.key("earned")).number()).isEqualTo(1);
  }

  @Test
  void seriesThatAreOverLeaveNothingBehind() {
    site.stopClock();
    var tables = site.tables();
    for (int i = 0; i < 5; i++) {
      tables.use(List.of(NumberRange.of("s" + i, 1), NumberRange.of("s" + i, 3)), HOUR);
    }

    site.pass(HOUR.plusSeconds(1));
    tables.use(List.of(NumberRange.of("t", 1)), HOUR);

    assertThat(TableSite.SERVER.command("KEYS", site.key("n:*")).texts())
        .containsExactly(site.key("n:t"));
    assertThat(TableSite.SERVER.command("HGET", site.key("meta"), "ranges").text()).isEqualTo("1");
  }

  // A full server must not let a replay in or keep a block from being known.
  @Test
  void aServerThatIsFullStillKnowsWhatWasUsedAndWhoIsBlocked() {
    var tables = site.tables();
    tables.use(List.of(NumberRange.of("s", 1)), HOUR);
    TableSite.SERVER.command("CONFIG", "SET", "maxmemory", "1");
    try {
      assertThat(tables.use(List.of(NumberRange.of("s", 1)), HOUR)).hasSize(1);
      assertThat(tables.write(new Note("a", 1, new byte[] {1}))).isTrue();
    } finally {
      TableSite.SERVER.command("CONFIG", "SET", "maxmemory", "0");
    }
    var charge = new AccountCharge("ann", Duration.ofMillis(1), HOUR);
    assertThat(tables.charge(List.of(charge))).isEqualTo(new ChargeAnswer.Taken());
  }
}
