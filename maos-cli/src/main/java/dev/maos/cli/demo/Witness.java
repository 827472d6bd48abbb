package dev.maos.cli.demo;

import dev.maos.cli.demo.Fate.Moment;
import dev.maos.message.Delivery;
import dev.maos.message.MessageId;
import java.util.Optional;

/** Who hears of what reviewers do, and may end them. Thread-safe. */
interface Witness {

  /** A reviewer starts on a file; the answer is the moment at which it dies over it, if it does. */
  Optional<Moment> begins(Reviewer reviewer, Delivery delivery, ReviewTask task);

  /** Called at that moment. The reviewer stands still from now on, until it is ended. */
  void dies(Reviewer reviewer, Delivery delivery, ReviewTask task, Moment moment);

  /** The answer has been sent. */
  void answered(MessageId answer);

  /** The last that a reviewer does with a command. */
  void finished(Reviewer reviewer, Delivery delivery, MessageId answer);
}
