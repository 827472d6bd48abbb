package dev.maos.redis.agents;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.registry.AgentRecord;
import dev.maos.registry.AgentState;
import dev.maos.registry.AgentStatus;
import dev.maos.registry.DescriptorForm;
import dev.maos.registry.Intake;
import dev.maos.registry.Rhythm;
import dev.maos.registry.Seen;
import dev.maos.registry.SessionBeat;
import dev.maos.registry.SessionId;
import dev.maos.registry.StoreChange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The bytes of records, states, beats and changes, as the library keeps them; their forms are in
 * the heads of its files. A state is one byte each for status and intake, eight for the load, four
 * for what waits and eight for the nanoseconds that one takes.
 */
final class Stored {
  /** In the order in which they are numbered; what is new comes last. */
  private static final List<AgentStatus> STATUSES =
      List.of(
          AgentStatus.REGISTERING,
          AgentStatus.ACTIVE,
          AgentStatus.IDLE,
          AgentStatus.BUSY,
          AgentStatus.MAINTENANCE,
          AgentStatus.OFFLINE,
          AgentStatus.ERROR);

  private static final List<Intake> INTAKES = List.of(Intake.OPEN, Intake.DRAINING);
  private static final int STATE_BYTES = 1 + 1 + Double.BYTES + Integer.BYTES + Long.BYTES;

  private Stored() {}

  // What is written.

  static byte[] state(AgentState state) {
    return ByteBuffer.allocate(STATE_BYTES)
        .put((byte) STATUSES.indexOf(state.status()))
        .put((byte) INTAKES.indexOf(state.intake()))
        .putDouble(state.load())
        .putInt(state.seen().waiting())
        .putLong(state.seen().service().toNanos())
        .array();
  }

  static byte[] rhythm(Rhythm rhythm) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(rhythm.interval().toNanos())
        .putLong(rhythm.timeout().toNanos())
        .array();
  }

  // What is read.

  static AgentRecord record(byte[] record, byte[] card) {
    return record(ByteBuffer.wrap(record), ByteBuffer.wrap(card));
  }

  private static AgentRecord record(ByteBuffer in, ByteBuffer card) {
    long revision = in.getLong();
    long incarnation = in.getLong();
    var at = Instant.EPOCH.plus(in.getLong(), ChronoUnit.MICROS);
    var id = AgentId.of(text(in));
    var session = SessionId.of(text(in));
    var state = state(part(in));
    var agent = DescriptorForm.read(rest(card));
    if (!agent.id().equals(id)) {
      throw foreign("the record of " + id + " describes " + agent.id());
    }
    return new AgentRecord(agent, session, incarnation, revision, at, state);
  }

  private static AgentState state(ByteBuffer in) {
    var status = STATUSES.get(in.get());
    var intake = INTAKES.get(in.get());
    return new AgentState(
        status, intake, in.getDouble(), new Seen(in.getInt(), Duration.ofNanos(in.getLong())));
  }

  static SessionBeat beat(SessionId session, byte[] beat) {
    return beat(session, ByteBuffer.wrap(beat));
  }

  private static SessionBeat beat(SessionId session, ByteBuffer in) {
    long number = in.getLong();
    long at = in.getLong();
    // The silence that makes a suspect is for the library, and follows from the rhythm.
    in.getLong();
    var rhythm = new Rhythm(Duration.ofNanos(in.getLong()), Duration.ofNanos(in.getLong()));
    return new SessionBeat(session, rhythm, number, at);
  }

  static StoreChange change(byte[] entry) {
    var in = ByteBuffer.wrap(entry);
    long revision = in.getLong();
    char kind = (char) in.get();
    return switch (kind) {
      case 'R' -> registered(in);
      case 'S' -> {
        long incarnation = in.getLong();
        yield new StoreChange.StateWritten(revision, AgentId.of(text(in)), incarnation, state(in));
      }
      case 'D' -> {
        long incarnation = in.getLong();
        yield new StoreChange.Departed(revision, AgentId.of(text(in)), incarnation, rest(in));
      }
      case 'B' -> new StoreChange.SessionReturned(revision, beat(SessionId.of(text(in)), in));
      default -> throw foreign("an entry of the log has the unknown kind " + (int) kind);
    };
  }

  private static StoreChange registered(ByteBuffer in) {
    var record = in.slice();
    // Three numbers, then three parts of which each says how long it is.
    in.position(in.position() + 3 * Long.BYTES);
    part(in);
    part(in);
    part(in);
    return new StoreChange.Registered(record(record, in));
  }

  private static ByteBuffer part(ByteBuffer in) {
    int length = in.getShort() & 0xFFFF;
    var part = in.slice(in.position(), length);
    in.position(in.position() + length);
    return part;
  }

  private static String text(ByteBuffer in) {
    return rest(part(in));
  }

  private static String rest(ByteBuffer in) {
    return StandardCharsets.UTF_8.decode(in).toString();
  }

  private static MaosException foreign(String what) {
    return new MaosException(ErrorCode.FOREIGN_ENTRY, "in the registry's store " + what);
  }
}
