package dev.maos.testkit;

import dev.maos.base.Payload;
import dev.maos.message.Claim;
import dev.maos.message.Envelope;
import dev.maos.message.Message;
import dev.maos.message.MessageDraft;
import dev.maos.message.QueueLimits;
import dev.maos.message.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A {@link Scene} without a bus: envelopes are sealed, sent and claimed by hand. */
abstract class StorageScene extends Scene {
  static final int PLENTY = 1_000;
  static final Duration PAST_THE_LEASE = Reading.LEASE.plusMillis(1);

  final Sealer sealer;

  StorageScene(TransportFixture fixture) {
    this(fixture, QueueLimits.defaults());
  }

  StorageScene(TransportFixture fixture, QueueLimits limits) {
    super(fixture, limits);
    this.sealer = new Sealer(fixture.time());
  }

  final Reader open(Reading reading) {
    return closing(Reader.open(storage, reading));
  }

  /** Bob, reading everything that is sent to him. */
  final Reader openBob() {
    return open(Reading.of(">"));
  }

  final List<Reader> openTeam(int members) {
    var team = new ArrayList<Reader>();
    for (int i = 0; i < members; i++) {
      team.add(open(Reading.of(">").inGroup("team")));
    }
    return team;
  }

  final List<Receipt> send(Message... messages) {
    return storage.send(Arrays.stream(messages).map(sealer::seal).toList());
  }

  final Envelope sendOne(Message message) {
    var envelope = sealer.seal(message);
    var _ = storage.send(List.of(envelope));
    return envelope;
  }

  /** Sends drafts as commands with the texts "0", "1", … */
  final void sendMany(int count, MessageDraft draft) {
    for (int i = 0; i < count; i++) {
      var _ = send(draft.command(Payload.text(Integer.toString(i))));
    }
  }

  static String text(Claim claim) {
    return claim.envelope().message().payload().text();
  }

  static List<String> texts(List<Claim> claims) {
    return claims.stream().map(StorageScene::text).toList();
  }
}
