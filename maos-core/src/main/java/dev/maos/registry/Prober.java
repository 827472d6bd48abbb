package dev.maos.registry;

import dev.maos.base.AgentId;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * A way to ask an agent, over whatever carries messages, whether it is there. Whoever wires a
 * registry to a bus provides it. Implementations are thread-safe.
 */
public interface Prober {

  /**
   * Whether an agent is there, as asked of the process that hosts it.
   *
   * @param incarnation the registration that is meant
   */
  record Question(SessionId host, AgentId agent, long incarnation) {}

  /** What came of it. */
  enum Answer {
    /** It is there. */
    HERE,
    /** Its process answered that it is not. */
    NOT_HERE,
    /** Nobody answered in time. */
    SILENT
  }

  /** Answers the questions to a session, until that is closed. */
  AgentStore.Listening answer(SessionId host, Predicate<Question> isHere);

  /**
   * Asks, and waits for the answer.
   *
   * @param asker the session that asks
   */
  Answer ask(SessionId asker, Question question, Duration patience) throws InterruptedException;

  /** Asks nobody, so that nobody answers. */
  static Prober none() {
    return new Prober() {
      @Override
      public AgentStore.Listening answer(SessionId host, Predicate<Question> isHere) {
        return () -> {};
      }

      @Override
      public Answer ask(SessionId asker, Question question, Duration patience) {
        return Answer.SILENT;
      }
    };
  }
}
