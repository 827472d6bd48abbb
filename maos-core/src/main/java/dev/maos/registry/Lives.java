package dev.maos.registry;

import java.util.Map;
import java.util.Optional;

/**
 * Who is a suspect and who is gone, as long as neither the beats change nor the next of them
 * becomes too old. Immutable.
 *
 * @param validBefore the store's time at which the next judgement changes
 */
record Lives(SlotSet suspect, SlotSet gone, long validBefore) {

  /** The judgements of this moment. */
  static Lives at(
      long nowMicros, Map<SessionId, SessionBeat> beats, Map<SessionId, SlotSet> sessions) {
    var suspect = SlotSet.NONE;
    var gone = SlotSet.NONE;
    long validBefore = Long.MAX_VALUE;
    for (var hosted : sessions.entrySet()) {
      var beat = Optional.ofNullable(beats.get(hosted.getKey()));
      switch (beat.map(known -> Liveness.of(known, nowMicros)).orElse(Liveness.GONE)) {
        case ALIVE -> {}
        case SUSPECT -> suspect = suspect.or(hosted.getValue());
        case GONE -> gone = gone.or(hosted.getValue());
      }
      validBefore =
          Math.min(validBefore, beat.map(b -> nextChange(b, nowMicros)).orElse(validBefore));
    }
    return new Lives(suspect, gone, validBefore);
  }

  /** When the judgement about a session changes next, if it does not beat. */
  static long nextChange(SessionBeat beat, long nowMicros) {
    long suspect = beat.atMicros() + beat.rhythm().suspectMicros();
    long gone = beat.atMicros() + beat.rhythm().timeoutMicros();
    if (nowMicros < suspect) {
      return suspect;
    }
    return nowMicros < gone ? gone : Long.MAX_VALUE;
  }

  Liveness of(int slot) {
    if (gone.contains(slot)) {
      return Liveness.GONE;
    }
    return suspect.contains(slot) ? Liveness.SUSPECT : Liveness.ALIVE;
  }
}
