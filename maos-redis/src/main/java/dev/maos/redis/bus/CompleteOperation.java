package dev.maos.redis.bus;

import java.util.List;
import java.util.Optional;

/** Acknowledges a claim and stores a batch in one step; answers as publishing does. */
final class CompleteOperation extends Operation<CompleteOperation.Outcome> {
  private final long grant;
  private final RedisClaim claim;
  private final Optional<PublishOperation> effects;

  /**
   * What came of it.
   *
   * @param settled code of the claim's settling: 0 for done
   * @param duplicates for each message whether it was known before
   */
  record Outcome(int settled, List<Boolean> duplicates) {}

  /**
   * A step not taken yet.
   *
   * @param grant the number of the lease on {@code claim}
   */
  CompleteOperation(long grant, RedisClaim claim, Optional<PublishOperation> effects) {
    this.grant = grant;
    this.claim = claim;
    this.effects = effects;
  }

  @Override
  void load(Cargo cargo) {
    int frames = effects.map(PublishOperation::frameCount).orElse(0);
    cargo.argument(
        Packer.operation('D').u48(grant).u48(claim.frame).u16(claim.index).u16(frames).done());
    effects.ifPresent(batch -> batch.loadFrames(cargo));
  }

  @Override
  int weight() {
    return 128 + effects.map(Operation::weight).orElse(0);
  }

  @Override
  Outcome read(Answer answer) {
    int settled = answer.u8();
    if (settled != 0 || effects.isEmpty()) {
      return new Outcome(settled, List.of());
    }
    return new Outcome(settled, effects.get().read(answer));
  }
}
