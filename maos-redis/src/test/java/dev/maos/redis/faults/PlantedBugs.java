package dev.maos.redis.faults;

import static dev.maos.testkit.history.Anomaly.AT_MOST_ONCE_REPEATED;
import static dev.maos.testkit.history.Anomaly.DUPLICATE;
import static dev.maos.testkit.history.Anomaly.FAILED_APPEARED;
import static dev.maos.testkit.history.Anomaly.LOST;
import static dev.maos.testkit.history.Anomaly.NONMONOTONIC;
import static dev.maos.testkit.history.Anomaly.OVERLAP;
import static dev.maos.testkit.history.Anomaly.OVER_DELIVERED;
import static dev.maos.testkit.history.Anomaly.REPEATED;
import static dev.maos.testkit.history.Anomaly.RESURRECTED;
import static dev.maos.testkit.history.Anomaly.UNBOUNDED;
import static dev.maos.testkit.history.Anomaly.UNTRIED;

import dev.maos.testkit.history.Anomaly;
import java.util.List;
import java.util.Set;

/** Bugs that somebody could make in the library, each with what it breaks. */
final class PlantedBugs {
  private static final Trial NOTHING = Trial.of("nothing", run -> {});

  private PlantedBugs() {}

  static final List<PlantedBug> ALL =
      List.of(
          bug(
              "skips the fence",
              " and NOW or STALE))",
              " and NOW or NOW))",
              ProcessTrials.DAWDLE,
              OVERLAP,
              RESURRECTED),
          bug(
              "acknowledges before the handler",
              "if fleeting then\n          finish(q, taken)",
              "if true then\n          finish(q, taken)",
              NOTHING,
              LOST),
          bug(
              "forgets ids",
              "if not f.ids then return true end",
              "f.twice = {}\n  if true then f.ids = nil return true end",
              NOTHING,
              DUPLICATE),
          bug(
                  "forgets the numbers of commands",
                  "local early = number > 0 and out_of_turn(number, generation)",
                  "local early = nil",
                  ConnectionTrials.LOST_REPLY.withoutAtMostOnce(),
                  DUPLICATE)
              .in(PlantedBug.MANY_STROKES),
          bug(
              "keeps at-most-once messages claimed",
              "if fleeting then\n          finish(q, taken)",
              "if false then\n          finish(q, taken)",
              NOTHING,
              AT_MOST_ONCE_REPEATED),
          bug("suspects nobody", "set(e, SUSPECT)", "", ProcessTrials.DEADLY, UNTRIED),
          bug(
              "loses the rest of a split frame",
              "h.list[h.at] = part(e, e.from + count, e.to)",
              "h.at = h.at + 1 if h.at > #h.list then heads[which][lane] = nil end",
              NOTHING,
              LOST),
          bug(
                  "ignores the bound",
                  "if (q and q.depth or 0) + wanted[f.name] > MAX_QUEUE then",
                  "if false then",
                  ProcessTrials.SLOW,
                  UNBOUNDED)
              .in(PlantedBug.FLOOD),
          bug(
              "does not count attempts",
              "e.attempts = e.attempts + 1\n    e.seq = next_number(1)",
              "e.seq = next_number(1)",
              NOTHING,
              OVER_DELIVERED),
          bug(
                  "hands back to the wrong end",
                  "insert_in_order(lane_key(q, shelf, lane_of(e)), e)",
                  "push(lane_key(q, shelf, lane_of(e)), e)",
                  ProcessTrials.HANG,
                  NONMONOTONIC)
              .in(PlantedBug.STROKES_IN_A_FLOOD),
          bug(
              "drops a subscription in fan-out",
              "for _, name in ipairs(route(f.topic)) do",
              "for i, name in ipairs(route(f.topic)) do\n      if i > 1 then break end",
              NOTHING,
              LOST),
          bug(
              "forgets what is done of a grant",
              "if whole then\n        table.remove(g.pieces, i)",
              """
              if whole and e.attempts > 0 then
                table.remove(g.pieces, i)
              elseif whole then
                local q = known_queue(g.names[piece.which])
                q.claimed = q.claimed + size(e)
                q.depth = q.depth + size(e)
                piece.e = part(e, e.from, e.to)
                add_refs(e.frame, size(e))
              """,
              NOTHING,
              RESURRECTED,
              REPEATED,
              DUPLICATE),
          bug(
              "acknowledges more than was asked",
              "local whole = from == e.from and to == e.to\n      local taken",
              "local whole = true\n      local taken",
              NOTHING,
              LOST,
              REPEATED,
              DUPLICATE),
          bug(
                  "stores what it refuses",
                  "if full then return",
                  "if full then for _, f in ipairs(frames) do store(f) end return",
                  ProcessTrials.SLOW,
                  DUPLICATE,
                  FAILED_APPEARED,
                  UNBOUNDED)
              .in(PlantedBug.FLOOD),
          bug(
              "puts new messages in front",
              "in_portions('RPUSH', key, texts, 1000)",
              "in_portions('LPUSH', key, texts, 1000)",
              NOTHING,
              NONMONOTONIC),
          bug(
              "buries without taking out",
              "bury(q, e, reason, detail)\n    finish(q, e)",
              "bury(q, e, reason, detail)\n    if e.attempts < 8 then to_back(q, e, now) else finish(q, e) end",
              NOTHING,
              DUPLICATE,
              OVER_DELIVERED));

  private static PlantedBug bug(String name, String from, String to, Trial trial, Anomaly... seen) {
    return new PlantedBug(name, from, to, trial, PlantedBug.SMALL, Set.of(seen));
  }
}
