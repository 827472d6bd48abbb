package dev.maos.redis.bus;

import dev.maos.message.Envelope;
import dev.maos.message.Settled;
import java.util.List;
import java.util.Optional;

/** Acknowledges a claim and stores what its handling brought forth, in one step. */
final class CompleteOperation extends Operation<CompleteOperation.Outcome> {
  private final RedisClaim claim;
  private final List<Envelope> effects;
  private final Optional<PublishOperation> batch;

  /**
   * What came of it.
   *
   * @param duplicates for each effect whether it was known before; none if nothing was stored
   */
  record Outcome(Settled settled, List<Boolean> duplicates) {}

  /**
   * A step not taken yet.
   *
   * @param effects as the caller named them
   * @param batch how they are stored; empty if there are none
   */
  CompleteOperation(RedisClaim claim, List<Envelope> effects, Optional<PublishOperation> batch) {
    this.claim = claim;
    this.effects = effects;
    this.batch = batch;
  }

  List<Envelope> effects() {
    return effects;
  }

  int replicas() {
    return batch.map(PublishOperation::replicas).orElse(0);
  }

  @Override
  void load(Cargo cargo) {
    int frames = frames().size();
    long grant = claim.inbox.holdings().grantOf(claim);
    cargo.argument(
        Packer.operation('D').u48(grant).u48(claim.frame).u16(claim.index).u16(frames).done());
    batch.ifPresent(stored -> stored.loadFrames(cargo));
  }

  /** The claim is nobody's any more when the server has lost it; its effects were promised. */
  @Override
  Optional<PublishOperation> stored() {
    return batch.flatMap(PublishOperation::stored);
  }

  @Override
  List<Frame> frames() {
    return batch.map(PublishOperation::frames).orElse(List.of());
  }

  @Override
  int weight() {
    return 128 + batch.map(Operation::weight).orElse(0);
  }

  /** The claim is settled when effects were stored, whether or not anybody still waits for it. */
  @Override
  Outcome read(Answer answer) {
    int code = answer.u8();
    var duplicates =
        code == Holdings.DONE && batch.isPresent() ? batch.get().read(answer) : List.<Boolean>of();
    return new Outcome(claim.inbox.holdings().note(claim, code), duplicates);
  }
}
