package dev.maos.cli.demo;

import java.io.IOException;
import java.util.List;

/** Those who do the work that the planner hands out, wherever they are. */
interface Staff extends AutoCloseable {

  /** Everybody takes up work; returns when nobody is missing. */
  void start() throws IOException, InterruptedException;

  /** How many reviewers died by themselves. */
  int crashes();

  /** How many processes were killed. */
  int kills();

  /** How many times somebody began what somebody who is gone had begun before. */
  long redelivered();

  /** How many commands somebody began for whom another had been chosen, who is gone. */
  int reselected();

  /** The names of all reviewers that have been here, the dead ones too. */
  List<String> names();

  /** Everybody goes home. What they have said by then can still be read. */
  void dismiss();

  /** Ends whatever was started, and the subscriptions. Closing twice is fine. */
  @Override
  void close();
}
