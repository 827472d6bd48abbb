package dev.maos.security.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.IdSource;
import dev.maos.base.ManualTime;
import dev.maos.base.MaosException;
import dev.maos.base.Topic;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.crypto.Secret;
import dev.maos.security.crypto.SecurityRejectedException;
import dev.maos.security.envelope.EnvelopeHeader;
import dev.maos.security.envelope.EnvelopeKind;
import dev.maos.security.envelope.Enveloping;
import dev.maos.security.envelope.Origin;
import dev.maos.security.envelope.Place;
import dev.maos.security.envelope.SealedEnvelope;
import dev.maos.security.envelope.SharedKey;
import dev.maos.security.envelope.Target;
import dev.maos.security.keys.AgentKeys;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.keys.PublicKeyInfo;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Keys that agents share for a while: sent once, used often, and by nobody else. */
class SessionTest {
  private static final UUID DEPLOYMENT = new UUID(7, 7);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Topic TASKS = Topic.of("tasks");
  private static final byte[] TEXT = {1, 2, 3};
  private static final int MAX_SIZE = 1 << 20;

  private final ManualTime time = new ManualTime();
  private final SecureRandom random = new SecureRandom();
  private final Enveloping enveloping = new Enveloping(random);
  private final AgentKeys planner = keys("planner");
  private final AgentKeys worker = keys("worker");
  private final AgentKeys rogue = keys("rogue");
  private final IncomingKeys incoming = new IncomingKeys(time, DAY);

  @Test
  void aSessionIsOpenedOnceAndThenOnlyTheTagIsLookedAt() {
    var session = session(planner);
    accept(planner, worker, session.opening());

    for (int i = 0; i < 10; i++) {
      var envelope = read(session.sealer().seal(header(planner, session), TEXT));
      assertThat(incoming.opener(envelope).open(envelope)).isEqualTo(TEXT);
      assertThat(envelope.signature()).isEmpty();
    }
  }

  @Test
  void withoutItsOpeningNothingIsOpened() {
    var session = session(planner);
    var envelope = read(session.sealer().seal(header(planner, session), TEXT));

    assertRejected(Rejection.UNKNOWN_KEY, () -> incoming.opener(envelope));
  }

  @Test
  void anOpeningThatComesTwiceChangesNothing() {
    var session = session(planner);
    accept(planner, worker, session.opening());
    accept(planner, worker, session.opening());
    var envelope = read(session.sealer().seal(header(planner, session), TEXT));

    assertThat(incoming.opener(envelope).open(envelope)).isEqualTo(TEXT);
  }

  @Test
  void theKeyOfASessionIsItsSendersAlone() {
    // The worker got the key, and so could write with it; but not as the planner to anybody else,
    // and not to the planner.
    var session = session(planner);
    accept(planner, worker, session.opening());
    var opened = enveloping.open(read(session.opening()), worker.key(KeyPurpose.AGREE));
    var key = SharedKey.of(Secret.of(Arrays.copyOfRange(opened, 1, 33)), 0);
    var toPlanner = new Target(Target.Type.AGENT, "planner", key.id(), 0);

    assertRejected(Rejection.UNKNOWN_KEY, () -> openerOf(key, worker.agent(), toPlanner));
    assertRejected(Rejection.UNKNOWN_KEY, () -> openerOf(key, planner.agent(), toPlanner));
    assertRejected(Rejection.UNKNOWN_KEY, () -> openerOf(key, rogue.agent(), session.target()));
  }

  @Test
  void theKeyOfASessionCountsUnderTheKeyThatSignedItAlone() {
    var session = session(planner);
    accept(planner, worker, session.opening());
    var model = header(planner, session);
    var underAnother =
        new EnvelopeHeader(
            model.kind(),
            model.deployment(),
            new Origin(planner.agent(), rogue.key(KeyPurpose.SIGN).info().id(), session.id()),
            model.target(),
            model.place(),
            model.createdAt(),
            model.expiresAt(),
            0);

    var envelope = read(session.sealer().seal(underAnother, TEXT));

    assertRejected(Rejection.UNKNOWN_KEY, () -> incoming.opener(envelope));
  }

  private void openerOf(SharedKey key, AgentId sender, Target target) {
    var id = new UUID(1, 1);
    var forged = key.sealer(DEPLOYMENT, sender, id).seal(header(sender, id, target), TEXT);
    incoming.opener(read(forged));
  }

  @Test
  void aSessionEndsAndItsMessagesStayReadable() {
    var session = session(planner);
    accept(planner, worker, session.opening());
    var envelope = read(session.sealer().seal(header(planner, session), TEXT));

    time.advance(OutgoingSession.LENGTH);
    assertThat(session.isOver(time.now())).isTrue();
    time.advance(DAY.minusMillis(1));
    assertThat(incoming.opener(envelope).open(envelope)).isEqualTo(TEXT);

    time.advance(Duration.ofMillis(1));
    assertRejected(Rejection.UNKNOWN_KEY, () -> incoming.opener(envelope));
  }

  @Test
  void noTwoSessionsShareAnything() {
    var ids = new HashSet<Object>();
    for (int i = 0; i < 100; i++) {
      var session = session(planner);
      ids.add(session.id());
      ids.add(session.target().key());
    }
    assertThat(ids).hasSize(200);
  }

  @Test
  void oneSenderCannotFillTheTable() {
    var first = session(planner);
    accept(planner, worker, first.opening());
    for (int i = 0; i < 16; i++) {
      accept(planner, worker, session(planner).opening());
    }
    var other = session(rogue);
    accept(rogue, worker, other.opening());

    var envelope = read(first.sealer().seal(header(planner, first), TEXT));
    assertRejected(Rejection.UNKNOWN_KEY, () -> incoming.opener(envelope));
    var fresh = read(other.sealer().seal(header(rogue, other), TEXT));
    assertThat(incoming.opener(fresh).open(fresh)).isEqualTo(TEXT);
  }

  @Test
  void whatIsNoKeyIsRefused() {
    var to = worker.key(KeyPurpose.AGREE).info();
    for (var content : new byte[][] {{}, {1}, new byte[33], new byte[34], new byte[40]}) {
      var bytes =
          enveloping.seal(
              dev.maos.security.envelope.CipherSuite.HPKE_X25519,
              wrapHeader(planner, to),
              content,
              to,
              planner.key(KeyPurpose.SIGN));
      assertRejected(Rejection.MALFORMED, () -> accept(planner, worker, bytes));
    }
  }

  @Test
  void aMessageIsNoKey() {
    var session = session(planner);
    accept(planner, worker, session.opening());
    var envelope = read(session.sealer().seal(header(planner, session), TEXT));

    assertRejected(Rejection.NOT_ALLOWED, () -> incoming.accept(envelope, new byte[33]));
  }

  @Test
  void membersOfATopicReadIt() {
    var group = group();
    incoming.join(TASKS, planner.agent());
    accept(planner, worker, wrap(group));

    var envelope = topicMessage(rogue, group.key());

    enveloping.verify(envelope, rogue.key(KeyPurpose.SIGN).info());
    assertThat(incoming.opener(envelope).open(envelope)).isEqualTo(TEXT);
    assertThat(incoming.topicKey(TASKS).id()).isEqualTo(group.key().id());
  }

  @Test
  void aMemberCannotPassForAnother() {
    var group = group();
    incoming.join(TASKS, planner.agent());
    accept(planner, worker, wrap(group));

    var envelope = topicMessage(rogue, group.key());

    assertThatThrownBy(() -> enveloping.verify(envelope, planner.key(KeyPurpose.SIGN).info()))
        .isInstanceOf(SecurityRejectedException.class);
  }

  @Test
  void theKeyOfATopicOpensNoSession() {
    var group = group();
    incoming.join(TASKS, planner.agent());
    accept(planner, worker, wrap(group));
    var id = new UUID(1, 1);
    var key = group.key();
    var target = new Target(Target.Type.AGENT, "worker", key.id(), key.epoch());
    // A member could pass for another if the tag of the topic's key were enough.
    var forged =
        read(
            key.sealer(DEPLOYMENT, planner.agent(), id)
                .seal(header(planner.agent(), id, target), TEXT));

    assertRejected(Rejection.UNKNOWN_KEY, () -> incoming.opener(forged));
  }

  @Test
  void whoLeavesIsLockedOutAtOnce() {
    var group = group();
    incoming.join(TASKS, planner.agent());
    accept(planner, worker, wrap(group));
    var before = group.key();

    group.remove(rogue.agent());
    accept(planner, worker, wrap(group));

    assertThat(group.key().epoch()).isEqualTo(before.epoch() + 1);
    assertThat(group.key().secret()).isNotEqualTo(before.secret());
    assertThat(group.wraps()).doesNotContainKey(rogue.agent());
    assertRejected(Rejection.NOT_ALLOWED, () -> incoming.opener(topicMessage(rogue, before)));
    var onItsWay = topicMessage(planner, before);
    assertThat(incoming.opener(onItsWay).open(onItsWay)).isEqualTo(TEXT);
  }

  @Test
  void anOldListOfMembersDoesNotBringBackWhoLeft() {
    var group = group();
    incoming.join(TASKS, planner.agent());
    var old = wrap(group);
    accept(planner, worker, old);
    var before = group.key();
    group.remove(rogue.agent());
    time.advance(Duration.ofSeconds(1));
    accept(planner, worker, wrap(group));

    accept(planner, worker, old);

    assertRejected(Rejection.NOT_ALLOWED, () -> incoming.opener(topicMessage(rogue, before)));
    assertThat(incoming.topicKey(TASKS).epoch()).isEqualTo(group.key().epoch());
  }

  @Test
  void onlyTheOwnerGivesKeysToATopic() {
    var impostor = new TopicGroup(correspondence(rogue), TASKS);
    impostor.add(worker.agent(), worker.key(KeyPurpose.AGREE).info());
    var wrap = wrap(impostor);

    assertRejected(Rejection.NOT_ALLOWED, () -> accept(rogue, worker, wrap));
    incoming.join(TASKS, planner.agent());
    assertRejected(Rejection.NOT_ALLOWED, () -> accept(rogue, worker, wrap));
    assertThatThrownBy(() -> incoming.join(TASKS, rogue.agent())).isInstanceOf(MaosException.class);
  }

  private TopicGroup group() {
    var group = new TopicGroup(correspondence(planner), TASKS);
    group.add(worker.agent(), worker.key(KeyPurpose.AGREE).info());
    group.add(rogue.agent(), rogue.key(KeyPurpose.AGREE).info());
    return group;
  }

  private byte[] wrap(TopicGroup group) {
    return Objects.requireNonNull(group.wraps().get(worker.agent()));
  }

  private SealedEnvelope topicMessage(AgentKeys sender, SharedKey key) {
    var id = new UUID(random.nextLong(), random.nextLong());
    var target = new Target(Target.Type.TOPIC_GROUP, "tasks", key.id(), key.epoch());
    var sealer = key.sealer(DEPLOYMENT, sender.agent(), id);
    var signer = sender.key(KeyPurpose.SIGN);
    var model = header(sender.agent(), id, target);
    var header =
        new EnvelopeHeader(
            model.kind(),
            model.deployment(),
            new Origin(sender.agent(), signer.info().id(), id),
            target,
            model.place(),
            model.createdAt(),
            model.expiresAt(),
            0);
    return read(sealer.sealAndSign(header, TEXT, signer));
  }

  private OutgoingSession session(AgentKeys from) {
    return OutgoingSession.open(
        correspondence(from), worker.agent(), worker.key(KeyPurpose.AGREE).info());
  }

  private Correspondence correspondence(AgentKeys from) {
    return new Correspondence(
        enveloping, from, DEPLOYMENT, DAY, time, new IdSource(time, random), random);
  }

  private void accept(AgentKeys from, AgentKeys to, byte[] bytes) {
    var envelope = read(bytes);
    enveloping.verify(envelope, from.key(KeyPurpose.SIGN).info());
    incoming.accept(envelope, enveloping.open(envelope, to.key(KeyPurpose.AGREE)));
  }

  private EnvelopeHeader header(AgentKeys from, OutgoingSession session) {
    var model = header(from.agent(), session.id(), session.target());
    return new EnvelopeHeader(
        model.kind(),
        model.deployment(),
        new Origin(from.agent(), from.key(KeyPurpose.SIGN).info().id(), session.id()),
        model.target(),
        model.place(),
        model.createdAt(),
        model.expiresAt(),
        0);
  }

  private EnvelopeHeader header(AgentId from, UUID session, Target target) {
    var place = new Place(TASKS, new UUID(3, 4), 2, 0, 1, Optional.empty());
    return new EnvelopeHeader(
        EnvelopeKind.MESSAGE,
        DEPLOYMENT,
        new Origin(from, planner.key(KeyPurpose.SIGN).info().id(), session),
        target,
        place,
        time.now(),
        time.now().plusSeconds(60),
        0);
  }

  private EnvelopeHeader wrapHeader(AgentKeys from, PublicKeyInfo to) {
    var model =
        header(from.agent(), new UUID(1, 1), new Target(Target.Type.AGENT, "worker", to.id(), 0));
    return new EnvelopeHeader(
        EnvelopeKind.KEY_WRAP,
        DEPLOYMENT,
        model.origin(),
        model.target(),
        model.place(),
        model.createdAt(),
        model.expiresAt(),
        0);
  }

  private AgentKeys keys(String agent) {
    return AgentKeys.generate(
        AgentId.of(agent), EnumSet.of(KeyPurpose.SIGN, KeyPurpose.AGREE), time.now(), random);
  }

  private static SealedEnvelope read(byte[] bytes) {
    return SealedEnvelope.read(bytes, MAX_SIZE);
  }

  private static void assertRejected(Rejection reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SecurityRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
