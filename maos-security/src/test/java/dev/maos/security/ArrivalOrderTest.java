package dev.maos.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.message.Message;
import dev.maos.message.Priority;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who reorders or withholds messages is noticed by their numbers. */
class ArrivalOrderTest {
  private final TwoProcesses both = new TwoProcesses();

  private List<Message> sealed(int count) {
    var sealed = new ArrayList<Message>();
    for (int i = 0; i < count; i++) {
      sealed.add(both.sealed());
    }
    return sealed;
  }

  private void assertNumbers(long outOfOrder, long missing) {
    var numbers = both.worker.metrics().numbers();
    assertThat(numbers.outOfOrder()).as("out of order").isEqualTo(outOfOrder);
    assertThat(numbers.missing()).as("missing").isEqualTo(missing);
  }

  @Test
  void whatComesInOrderIsNeither() {
    sealed(100).forEach(both::verified);

    assertNumbers(0, 0);
  }

  @Test
  void whatIsWithheldIsMissing() {
    var sent = sealed(10);

    both.verified(sent.get(0));
    both.verified(sent.get(4));
    both.verified(sent.get(9));

    assertNumbers(0, 7);
  }

  @Test
  void whatComesBehindALaterOneIsOutOfOrderAndMissingNoMore() {
    var sent = sealed(3);

    both.verified(sent.get(0));
    both.verified(sent.get(2));
    assertNumbers(0, 1);
    both.verified(sent.get(1));

    assertNumbers(1, 0);
  }

  @Test
  void theFirstTwoMayBeExchangedToo() {
    var sent = sealed(2);

    both.verified(sent.get(1));
    both.verified(sent.get(0));

    assertNumbers(1, 0);
  }

  @Test
  void whatIsBroughtAgainIsNotOutOfOrder() {
    var first = both.planner.outbound(Envelopes.of(TwoProcesses.message(), both.time));
    var second =
        both.planner.outbound(
            Envelopes.of(TwoProcesses.message(), both.time, new java.util.UUID(1, 2)));
    var _ = Envelopes.opened(both.worker, first);
    var _ = Envelopes.opened(both.worker, second);

    var _ = Envelopes.opened(both.worker, first);

    assertNumbers(0, 0);
  }

  @Test
  void whatOvertakesByItsPriorityIsNotOutOfOrder() {
    var slow =
        both.planner.secureMessage(
            Message.from(TwoProcesses.PLANNER)
                .to(TwoProcesses.WORKER)
                .on("tasks")
                .priority(Priority.LOW)
                .command(Payload.empty()),
            TwoProcesses.WORKER);
    var before = both.sealed();
    var urgent = both.sealed();

    both.verified(before);
    both.verified(urgent);
    both.verified(slow);

    assertNumbers(0, 0);
  }

  @Test
  void whatSomebodyForgesCountsNothing() {
    var sent = sealed(3);
    both.verified(sent.get(0));
    var damaged = Tampering.nearTheEnd(sent.get(2));

    org.assertj.core.api.Assertions.assertThatThrownBy(() -> both.verified(damaged))
        .hasMessageContaining("SECURITY_REJECTED");

    assertNumbers(0, 0);
  }

  @Test
  void veryManyThatAreMissingAreCountedAtOnce() {
    var sent = sealed(1);
    both.verified(sent.getFirst());
    for (int i = 0; i < 5_000; i++) {
      both.sealed();
    }

    both.verified(both.sealed());

    assertNumbers(0, 5_000);
  }
}
