package dev.maos.registry;

import dev.maos.registry.AgentQuery.Criterion;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who is registered, as this process knows it, made for being searched. It does not
 * change, but for the records in its seats, whose load and status move on.
 *
 * <p>What is looked up often (capabilities, types, tags, statuses, sessions) is a set of slots, so
 * that most of a question is answered by intersecting bits; the rest is asked of those who are
 * left. Thread-safe.
 */
final class View {
  private final @Nullable Seat[] seats;
  private final Index index;
  private final Map<AgentStatus, SlotSet> statuses;
  private final SlotSet everybody;
  private final SlotSet takesWork;
  private final Map<SessionId, SessionBeat> beats;
  private final LoadBoard board;
  private volatile @Nullable Lives lives;

  View(
      @Nullable Seat[] seats,
      Index index,
      Map<AgentStatus, SlotSet> statuses,
      SlotSet everybody,
      SlotSet takesWork,
      Map<SessionId, SessionBeat> beats,
      LoadBoard board) {
    this.seats = seats;
    this.index = index;
    this.statuses = statuses;
    this.everybody = everybody;
    this.takesWork = takesWork;
    this.beats = beats;
    this.board = board;
  }

  /** The moment of a question, by the store's clock and by the steady one of this process. */
  record Moment(long storeMicros, long nanos) {}

  SlotSet everybody() {
    return everybody;
  }

  Index index() {
    return index;
  }

  Map<AgentStatus, SlotSet> statuses() {
    return statuses;
  }

  Map<SessionId, SessionBeat> beats() {
    return beats;
  }

  Seat seat(int slot) {
    return Objects.requireNonNull(seats[slot]);
  }

  /** Whether this is who sits there in this view. */
  boolean holds(Seat seat) {
    return everybody.contains(seat.slot()) && seats[seat.slot()] == seat;
  }

  /** Who is a suspect and who is gone at this moment. */
  Lives lives(Moment now) {
    var known = lives;
    if (known == null || now.storeMicros() >= known.validBefore()) {
      known = Lives.at(now.storeMicros(), beats, index.sessions());
      lives = known;
    }
    return known;
  }

  /** Those of whom all of the query holds. */
  SlotSet matching(AgentQuery query, Moment now) {
    var found = everybody;
    for (var criterion : query.criteria()) {
      found = narrowed(found, criterion, now);
    }
    return found;
  }

  /** Those of them who could take work now. */
  SlotSet available(SlotSet some, Moment now) {
    var judged = lives(now);
    return some.and(takesWork).andNot(judged.suspect()).andNot(judged.gone());
  }

  private SlotSet narrowed(SlotSet found, Criterion criterion, Moment now) {
    return switch (criterion) {
      case Criterion.Able able -> found.and(index.able(able));
      case Criterion.OfType word -> found.and(index.word(word));
      case Criterion.Tagged word -> found.and(index.word(word));
      case Criterion.InStatus(var wanted) -> {
        var any = SlotSet.NONE;
        for (var status : wanted) {
          any = any.or(statuses.getOrDefault(status, SlotSet.NONE));
        }
        yield found.and(any);
      }
      case Criterion.Available() -> available(found, now);
      case Criterion.OfLiveness(var wanted) -> {
        var judged = lives(now);
        yield found.where(slot -> wanted.contains(judged.of(slot)));
      }
      case Criterion.NoneOf(var agents) ->
          found.where(slot -> !agents.contains(seat(slot).agent()));
      case Criterion.WithMetadata _, Criterion.Mentions _ ->
          found.where(slot -> Fit.fits(criterion, seat(slot).record().descriptor()));
      case Criterion.AnsweredWithin(var time) ->
          found.where(slot -> {
            var since = seat(slot).tally().sinceAnswer(now.nanos());
            return since.isPresent() && since.getAsLong() <= time.toNanos();
          });
      case Criterion.LoadBelow(var share) -> {
        var known = board.candidates(found, now.nanos());
        yield found.where(slot -> known.load(slot) < share);
      }
    };
  }
}
