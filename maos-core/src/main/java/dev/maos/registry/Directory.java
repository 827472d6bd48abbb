package dev.maos.registry;

import dev.maos.base.AgentId;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where changes become a {@link View}. Changes are gathered, and the next reader makes a new view
 * of them: ten thousand registrations cost one view. Thread-safe; no foreign code runs under its
 * lock.
 */
final class Directory {
  private static final int FIRST_SIZE = 64;

  private final LoadBoard board;
  private final Map<AgentId, Seat> byId = new ConcurrentHashMap<>();
  private final BitSet taken = new BitSet();
  private final Index.Builder index = new Index.Builder();
  private final Map<AgentStatus, SlotSetBuilder> statuses = new EnumMap<>(AgentStatus.class);
  private final SlotSetBuilder everybody = new SlotSetBuilder();
  private final SlotSetBuilder takesWork = new SlotSetBuilder();
  private final Map<SessionId, SessionBeat> beats = new HashMap<>();

  /** Incarnations that have left this process and whose departure has not been read yet. */
  private final Map<AgentId, Long> gone = new HashMap<>();

  private @Nullable Seat[] seats = new Seat[FIRST_SIZE];
  private @Nullable Index shared;
  private @Nullable Seat[] sharedSeats = seats.clone();
  private long readUpTo;
  private volatile @Nullable View view;

  Directory(LoadBoard board) {
    this.board = board;
  }

  /** Everybody as of now. */
  View view() {
    var known = view;
    return known == null ? freshView() : known;
  }

  private synchronized View freshView() {
    var fresh = view;
    if (fresh == null) {
      if (shared == null) {
        shared = index.build();
        sharedSeats = seats.clone();
      }
      fresh =
          new View(
              sharedSeats,
              shared,
              Postings.build(statuses),
              everybody.build(),
              takesWork.build(),
              new HashMap<>(beats),
              board);
      view = fresh;
    }
    return fresh;
  }

  Optional<Seat> seat(AgentId agent) {
    return Optional.ofNullable(byId.get(agent));
  }

  Set<AgentId> agents() {
    return Set.copyOf(byId.keySet());
  }

  /**
   * Notes what this process has written itself, before it comes back in the log; unless the log has
   * been read so far already, and may say otherwise.
   */
  synchronized void putOwn(AgentRecord record) {
    if (record.revision() > readUpTo) {
      put(record);
    }
  }

  /** An agent of this process leaves: what the log still tells of it from before does not count. */
  synchronized void leftOwn(AgentId agent, long incarnation) {
    gone.merge(agent, incarnation, Math::max);
    remove(agent, incarnation);
  }

  /** Notes a state that this process has written itself. */
  synchronized void wrote(StateChange change, long revision) {
    if (revision > readUpTo) {
      state(change.agent(), change.incarnation(), change.state(), revision);
    }
  }

  private void state(AgentId agent, long incarnation, AgentState state, long revision) {
    var seat = byId.get(agent);
    if (seat != null && seat.record().incarnation() == incarnation) {
      put(seat.record().with(state, revision));
    }
  }

  /** Notes the next entry of the log. */
  synchronized void apply(StoreChange change) {
    readUpTo = Math.max(readUpTo, change.revision());
    switch (change) {
      case StoreChange.Registered(var record) -> put(record);
      case StoreChange.StateWritten(var revision, var agent, var incarnation, var state) ->
          state(agent, incarnation, state, revision);
      case StoreChange.Departed(_, var agent, var incarnation, _) -> {
        gone.computeIfPresent(agent, (_, left) -> left <= incarnation ? null : left);
        remove(agent, incarnation);
      }
      case StoreChange.SessionReturned(_, var beat) -> beat(beat);
    }
  }

  /** Begins anew with everybody, as of this place in a log that has nothing to do with before. */
  synchronized void startOver(Collection<AgentRecord> all, long revision) {
    List.copyOf(byId.values()).forEach(seat -> remove(seat.agent(), Long.MAX_VALUE));
    readUpTo = revision;
    gone.clear();
    all.forEach(this::put);
  }

  private void put(AgentRecord record) {
    if (gone.getOrDefault(record.id(), Long.MIN_VALUE) >= record.incarnation()) {
      return;
    }
    var seat = byId.get(record.id());
    if (seat == null) {
      add(record);
    } else if (record.revision() > seat.record().revision()) {
      replace(seat, record);
    }
  }

  private void add(AgentRecord record) {
    int slot = taken.nextClearBit(0);
    taken.set(slot);
    if (slot >= seats.length) {
      seats = Arrays.copyOf(seats, 2 * seats.length);
    }
    var seat = new Seat(slot, record, board.place(slot, record));
    seats[slot] = seat;
    byId.put(record.id(), seat);
    everybody.add(slot);
    index.add(slot, record);
    note(slot, record.state());
    membershipChanged();
  }

  private void replace(Seat seat, AgentRecord record) {
    var before = seat.record();
    int slot = seat.slot();
    if (!before.descriptor().equals(record.descriptor())
        || !before.session().equals(record.session())) {
      index.remove(slot, before);
      index.add(slot, record);
      membershipChanged();
    }
    if (isOtherwise(before.state(), record.state())) {
      forget(slot, before.state());
      note(slot, record.state());
      view = null;
    }
    seat.record(record);
    board.update(seat.tally(), record);
  }

  private static boolean isOtherwise(AgentState one, AgentState other) {
    return one.status() != other.status() || one.takesWork() != other.takesWork();
  }

  private void note(int slot, AgentState state) {
    statuses.computeIfAbsent(state.status(), status -> new SlotSetBuilder()).add(slot);
    if (state.takesWork()) {
      takesWork.add(slot);
    }
  }

  private void forget(int slot, AgentState state) {
    Postings.remove(statuses, state.status(), slot);
    takesWork.remove(slot);
  }

  /** Takes out an agent, unless a later registration is known. */
  private void remove(AgentId agent, long incarnation) {
    var seat = byId.get(agent);
    if (seat == null || seat.record().incarnation() > incarnation) {
      return;
    }
    int slot = seat.slot();
    byId.remove(agent);
    index.remove(slot, seat.record());
    forget(slot, seat.record().state());
    everybody.remove(slot);
    seats[slot] = null;
    taken.clear(slot);
    board.clear(slot);
    membershipChanged();
  }

  /**
   * What was heard of a session last. Asked for each entry of the log, so it must not cost a view:
   * while others register, every one would be a new one.
   */
  synchronized Optional<SessionBeat> beatOf(SessionId session) {
    return Optional.ofNullable(beats.get(session));
  }

  /** Notes the beginning of a session, of which more is heard later. */
  synchronized void begin(SessionBeat first) {
    if (beats.putIfAbsent(first.session(), first) == null) {
      view = null;
    }
  }

  /** Notes a beat, unless a later one of its session is known. */
  synchronized void beat(SessionBeat heard) {
    beats.merge(heard.session(), heard, SessionBeat::later);
    view = null;
  }

  /** Notes the beats of all sessions that there are. */
  synchronized void beatsOfAll(Collection<SessionBeat> all) {
    var known = new HashMap<>(beats);
    beats.clear();
    for (var beat : all) {
      beats.merge(beat.session(), known.getOrDefault(beat.session(), beat), SessionBeat::later);
      beats.merge(beat.session(), beat, SessionBeat::later);
    }
    view = null;
  }

  private void membershipChanged() {
    shared = null;
    view = null;
  }
}
