package dev.maos.cli;

import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.message.BusClosedException;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.PublishOutcome;
import dev.maos.message.PublishOutcome.Accepted;
import dev.maos.message.PublishOutcome.Failed;
import dev.maos.message.Publisher;
import dev.maos.message.QueueFullException;
import dev.maos.message.TransportException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Publishes what a source has, without waiting for each. Ends when there is no more, when the
 * backend has gone or has no room, or when the process is told to end; then waits for what is on
 * its way.
 */
final class PubRun {
  /** Where messages come from. */
  interface Source {
    /** The message of this number, from 1; empty if there is none. */
    Optional<Message> next(long number) throws IOException;
  }

  /** Longer than a batch waits for room, so that every batch can be answered. */
  private static final Duration QUIET = Duration.ofSeconds(45);

  private static final Duration LAST = Duration.ofSeconds(5);

  private final Source source;
  private final PubReport report;
  private final Publisher publisher;
  private volatile boolean stopping;

  PubRun(MessageBus bus, Source source, PubReport report) {
    this.source = source;
    this.report = report;
    this.publisher = bus.publisher(this::accept);
  }

  /** Publishes all, and returns the exit code. */
  int run() throws IOException, InterruptedException {
    try (var _ = AtInterrupt.run(this::endNow)) {
      publishAll();
      awaitAnswers();
      report.finish();
    }
    return report.exitCode();
  }

  private void publishAll() throws IOException, InterruptedException {
    boolean more = true;
    for (long number = 1; more && !stopping; number++) {
      more = publish(number);
    }
  }

  private boolean publish(long number) throws IOException, InterruptedException {
    try {
      var message = source.next(number);
      if (message.isPresent() && !stopping) {
        publisher.publish(message.get());
        report.handedOver();
      }
      return message.isPresent();
    } catch (InvalidInputException refused) {
      report.refused(number, refused);
      return true;
    } catch (BusClosedException e) {
      if (stopping) {
        return false;
      }
      throw e;
    }
  }

  /** As long as answers come, unless the backend has failed. */
  private void awaitAnswers() throws InterruptedException {
    boolean done = false;
    long before = -1;
    while (!done && !stopping && report.answered() > before) {
      before = report.answered();
      done = publisher.flush(QUIET);
    }
    if (!done) {
      publisher.flush(LAST);
    }
  }

  private void endNow() {
    stopping = true;
    try {
      publisher.flush(LAST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    report.finish();
  }

  private void accept(PublishOutcome outcome) {
    switch (outcome) {
      case Accepted(var receipt) -> report.accepted(receipt);
      case Failed failed -> {
        // What comes next would wait just as long for the same answer.
        stopping |= isLasting(failed.error());
        report.refused(failed);
      }
    }
  }

  private static boolean isLasting(MaosException error) {
    return error instanceof TransportException || error instanceof QueueFullException;
  }
}
