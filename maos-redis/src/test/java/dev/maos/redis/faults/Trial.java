package dev.maos.redis.faults;

import dev.maos.message.SubscriptionOptions.Acknowledgement;
import dev.maos.testkit.history.Anomaly;
import java.util.Set;

/**
 * A fault to try, and how.
 *
 * @param crew where the workers run
 * @param acknowledgement who acknowledges; by hand, late acknowledgements show
 * @param trouble what goes wrong in the handler of the first consumer, once
 * @param forgiven what is not promised under this fault
 * @param mix which guarantees the messages have
 */
record Trial(
    String name,
    Crew crew,
    Acknowledgement acknowledgement,
    ConsumerJob.Trouble trouble,
    Set<Anomaly> forgiven,
    Mix mix,
    Injection injection) {

  /** Which guarantees the messages have. */
  enum Mix {
    ALL,
    /** None that is sent only once, and so keeps what is sent with it from being sent again. */
    NO_AT_MOST_ONCE
  }

  /** Where workers run. */
  enum Crew {
    INSIDE,
    CHILDREN
  }

  /** Makes the fault happen once and heals it, while messages flow. */
  interface Injection {
    void strike(FaultRun run) throws InterruptedException;
  }

  /** A fault of connections and servers. */
  static Trial of(String name, Injection injection) {
    return new Trial(
        name,
        Crew.INSIDE,
        Acknowledgement.AUTOMATIC,
        ConsumerJob.Trouble.NONE,
        Set.of(),
        Mix.ALL,
        injection);
  }

  @Override
  public String toString() {
    return name;
  }

  /** With workers that are processes of their own. */
  Trial amongProcesses() {
    return new Trial(name, Crew.CHILDREN, acknowledgement, trouble, forgiven, mix, injection);
  }

  Trial acknowledgedByHand() {
    return new Trial(name, crew, Acknowledgement.MANUAL, trouble, forgiven, mix, injection);
  }

  Trial inTrouble(ConsumerJob.Trouble what) {
    return new Trial(name, crew, acknowledgement, what, forgiven, mix, injection);
  }

  Trial withoutAtMostOnce() {
    return new Trial(
        name + ", none at most once",
        crew,
        acknowledgement,
        trouble,
        forgiven,
        Mix.NO_AT_MOST_ONCE,
        injection);
  }

  Trial forgiving(Anomaly... anomalies) {
    return new Trial(name, crew, acknowledgement, trouble, Set.of(anomalies), mix, injection);
  }
}
