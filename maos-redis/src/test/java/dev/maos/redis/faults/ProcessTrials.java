package dev.maos.redis.faults;

import dev.maos.redis.faults.ConsumerJob.Trouble;
import java.time.Duration;
import java.util.List;

/** Consumers that die, stop, hang and come back. */
final class ProcessTrials {
  private ProcessTrials() {}

  static final Trial RESTART =
      Trial.of(
          "consumer restarted",
          run -> {
            run.awaitCalls(30);
            run.restart(0);
          });

  static final Trial HANG =
      Trial.of("handler hangs", run -> run.awaitCalls(20)).inTrouble(Trouble.HANG);

  static final Trial DAWDLE =
      Trial.of(
              "handler outlives its lease",
              run -> {
                run.awaitCalls(20);
                // Its late acknowledgement has to come before everything is at rest.
                if (run.isFirst()) {
                  run.last(run.lease().multipliedBy(5));
                }
              })
          .inTrouble(Trouble.DAWDLE)
          .acknowledgedByHand();

  static final Trial POISON =
      Trial.of("poisonous messages", run -> run.awaitCalls(20)).inTrouble(Trouble.POISON);

  static final Trial DEADLY = Trial.of("deadly messages", run -> {}).inTrouble(Trouble.DIE);

  static final Trial SLOW = Trial.of("slow consumer", run -> {}).inTrouble(Trouble.SLOW);

  /** Anywhere: between the messages of a frame, in a handler, in an acknowledgement. */
  static final Trial KILL =
      Trial.of(
              "kill -9 consumer",
              run -> {
                int victim = run.random().nextInt(2);
                run.awaitCalls(10 + run.random().nextInt(100));
                run.child(victim).kill();
                run.replace(victim, Trouble.NONE);
              })
          .amongProcesses();

  static final Trial KILL_IN_HANDLER =
      Trial.of(
              "consumer dies in handler",
              run -> {
                run.child(0).awaitExit();
                run.replace(0, run.isLast() ? Trouble.NONE : Trouble.EXIT);
              })
          .amongProcesses()
          .inTrouble(Trouble.EXIT);

  static final Trial STOP =
      Trial.of(
              "SIGSTOP beyond the lease",
              run -> {
                int victim = run.random().nextInt(2);
                run.awaitCalls(10 + run.random().nextInt(100));
                run.disturbing(
                    victim,
                    () -> {
                      run.child(victim).stop();
                      run.last(run.lease().plus(Duration.ofMillis(500)));
                      run.child(victim).goOn();
                    });
              })
          .amongProcesses()
          .acknowledgedByHand();

  static final List<Trial> ALL =
      List.of(RESTART, HANG, DAWDLE, POISON, KILL, KILL_IN_HANDLER, STOP);
}
