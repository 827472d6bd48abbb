package dev.maos.testkit;

import dev.maos.message.Claim;
import dev.maos.message.Inbox;
import dev.maos.message.InboxSpec;
import dev.maos.message.MessageTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A reader of the real storage, with what the {@link StorageModel} knows of it. */
final class ModelReader {
  final InboxSpec spec;
  final Inbox inbox;
  final List<Claim> claims = new ArrayList<>();
  boolean open = true;

  /** It came away empty, so it is owed a bell for whatever comes. */
  boolean hungry = true;

  private final AtomicBoolean bell;

  private ModelReader(InboxSpec spec, Inbox inbox, AtomicBoolean bell) {
    this.spec = spec;
    this.inbox = inbox;
    this.bell = bell;
  }

  static ModelReader open(MessageTransport storage, InboxSpec spec) {
    var bell = new AtomicBoolean();
    return new ModelReader(spec, storage.open(spec, () -> bell.set(true)), bell);
  }

  boolean isRung() {
    return bell.get();
  }

  void comesToLook() {
    bell.set(false);
  }

  /** Whether it stands beside {@code other} at the same messages. */
  boolean readsAs(ModelReader other) {
    return spec.direct().equals(other.spec.direct()) && spec.pattern().equals(other.spec.pattern());
  }

  @Override
  public String toString() {
    return "%s of %s".formatted(spec.pattern(), spec.direct());
  }
}
