package dev.maos.redis.bus;

import dev.maos.base.Payload;
import dev.maos.message.Envelope;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageDraft;
import dev.maos.message.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random messages of every kind, sealed. */
final class Drafts {
  private static final List<String> TOPICS = List.of("news", "news.local", "jobs");

  private final LibraryScene scene;
  private final RandomGenerator random;

  Drafts(LibraryScene scene, RandomGenerator random) {
    this.scene = scene;
    this.random = random;
  }

  /** One to six messages, some of them alike, so that they share a frame. */
  List<Envelope> batch() {
    var batch = new ArrayList<Envelope>();
    int count = 1 + random.nextInt(6);
    var draft = draft();
    for (int i = 0; i < count; i++) {
      draft = random.nextInt(3) == 0 ? draft() : draft;
      int size = random.nextInt(12) == 0 ? 3_000 : 3;
      var message = draft.command(Payload.text("x".repeat(size)));
      batch.add(random.nextBoolean() ? scene.seal(message) : scene.sealKnown(message));
    }
    return batch;
  }

  private MessageDraft draft() {
    var draft = addressed().priority(pick(List.of(Priority.values())));
    if (random.nextInt(4) == 0) {
      draft = draft.guarantee(pick(List.of(Guarantee.values())));
    }
    if (random.nextInt(4) == 0) {
      draft = draft.orderedBy(random.nextBoolean() ? "red" : "a:blue");
    }
    if (random.nextInt(8) == 0) {
      draft = draft.deliverAfter(Duration.ofSeconds(1 + random.nextInt(8)));
    }
    return draft.ttl(random.nextInt(6) == 0 ? Duration.ofSeconds(15) : Duration.ofHours(1));
  }

  private MessageDraft addressed() {
    var from = Message.from(random.nextInt(3) == 0 ? LibraryScene.BOB : LibraryScene.ALICE);
    return switch (random.nextInt(5)) {
      case 0, 1 -> from.to(LibraryScene.BOB).on(pick(TOPICS));
      case 2 -> from.toGroup("team").on(pick(TOPICS));
      default -> from.toEveryone().on(pick(TOPICS));
    };
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
