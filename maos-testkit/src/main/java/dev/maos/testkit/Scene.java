package dev.maos.testkit;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.message.Message;
import dev.maos.message.MessageDraft;
import dev.maos.message.MessageTransport;
import dev.maos.message.QueueLimits;
import dev.maos.message.QueueName;
import dev.maos.message.QueueStats;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/**
 * What every contract test starts from: fresh storage, three agents, a few things to say, and the
 * closing of whatever was opened.
 */
@Timeout(60)
abstract class Scene {
  static final AgentId ALICE = AgentId.of("alice");
  static final AgentId BOB = AgentId.of("bob");
  static final AgentId CAROL = AgentId.of("carol");
  static final QueueName BOBS_INBOX = QueueName.inbox(BOB);

  final TransportFixture fixture;
  final MessageTransport storage;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  Scene(TransportFixture fixture) {
    this(fixture, QueueLimits.defaults());
  }

  Scene(TransportFixture fixture, QueueLimits limits) {
    this.fixture = fixture;
    this.storage = fixture.transport(limits);
  }

  @AfterEach
  void closeWhatWasOpened() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  /** Closes it after the test, what was opened last first. */
  final <T extends AutoCloseable> T closing(T resource) {
    opened.push(resource);
    return resource;
  }

  /** The statistics of a queue; all zero if there is no such queue. */
  final QueueStats stats(QueueName queue) {
    return storage.queues().stream()
        .filter(stats -> stats.queue().equals(queue))
        .findFirst()
        .orElse(new QueueStats(queue, 0, 0, 0, 0, 0, 0, 0));
  }

  static MessageDraft toBob() {
    return Message.from(ALICE).to(BOB).on("jobs");
  }

  static MessageDraft toTeam() {
    return Message.from(ALICE).toGroup("team").on("jobs");
  }

  static MessageDraft toEveryone() {
    return Message.from(ALICE).toEveryone().on("news");
  }

  /** From Alice to Bob's inbox on "jobs". */
  static Message job(String text) {
    return toBob().command(Payload.text(text));
  }

  /** From Alice to the group "team" on "jobs". */
  static Message teamJob(String text) {
    return toTeam().command(Payload.text(text));
  }

  /** From Alice to everyone on "news". */
  static Message news(String text) {
    return toEveryone().event(Payload.text(text));
  }
}
