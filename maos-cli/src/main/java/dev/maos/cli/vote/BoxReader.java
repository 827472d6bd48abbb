package dev.maos.cli.vote;

import dev.maos.base.AgentId;
import dev.maos.base.InvalidInputException;
import dev.maos.base.JsonStream;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.BallotBox;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Fraction;
import dev.maos.consensus.Pile;
import dev.maos.consensus.Roll;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Reads the ballots, and who could have cast one: those of the ballots, a number of voters, or a
 * list of their names.
 */
final class BoxReader {
  private static final List<String> FIELDS =
      List.of("count", "weight", "voter", "ranking", "choice", "approve", "score", "reason");
  private static final int MOST_VOTERS = 1_000_000_000;

  private final Fields file;
  private final Fields parameters;
  private final Contest contest;
  private final BallotReader ballots;
  private final Place ballotList = Place.FILE.field("ballots");

  BoxReader(Fields file, Fields parameters, Contest contest) {
    this.file = file;
    this.parameters = parameters;
    this.contest = contest;
    this.ballots = new BallotReader(contest);
  }

  /**
   * The ballots of a list.
   *
   * @param list the file, before the list
   */
  BallotBox read(JsonStream list) {
    var eligible = file.optional("eligible");
    return eligible.isPresent() && eligible.get().isList()
        ? named(list, eligible.get())
        : anonymous(list, eligible);
  }

  private BallotBox anonymous(JsonStream list, Optional<Entry> eligible) {
    var voters = new HashSet<String>();
    var piles = new ArrayList<Pile>();
    var vetoes = Vetoes.of(parameters);
    for (int i = 0; list.nextItem(); i++) {
      var entry = new Entry(ballotList.item(i), list.value());
      var fields = entry.fields();
      fields.check(FIELDS);
      var ballot = ballots.read(entry, fields);
      var voter = fields.optional("voter");
      if (voter.isPresent() && !voters.add(voter.get().text())) {
        throw voter.get().refused("each voter once");
      }
      vetoes.check(ballot, voter.map(Entry::text), fields);
      piles.add(pile(ballot, fields));
    }
    var box = BallotBox.of(piles);
    return eligible.map(it -> box.among(roll(box.roll(), it))).orElse(box);
  }

  private static Pile pile(Ballot ballot, Fields fields) {
    var count = fields.optional("count").map(Entry::fraction).orElse(Fraction.ONE);
    var weight = fields.optional("weight").map(Entry::fraction).orElse(Fraction.ONE);
    try {
      return new Pile(ballot, count, weight);
    } catch (InvalidInputException refusal) {
      throw fields.at(refusal.field()).refused(refusal.allowed());
    }
  }

  /** So many voters; those whose ballot is not there are of weight one. */
  private static Roll roll(Roll cast, Entry eligible) {
    var heads = Fraction.of(eligible.whole(0, MOST_VOTERS));
    var away = heads.minus(cast.participants());
    if (away.signum() < 0) {
      throw eligible.refused("at least the number of ballots, " + cast.participants());
    }
    return new Roll(heads, cast.weight().plus(away));
  }

  private BallotBox named(JsonStream list, Entry eligible) {
    var electorate = new ElectorateReader(parameters).read(eligible);
    var vetoes = Vetoes.of(parameters);
    var cast = new HashMap<AgentId, Ballot>();
    for (int i = 0; list.nextItem(); i++) {
      var entry = new Entry(ballotList.item(i), list.value());
      var fields = entry.fields();
      fields.check(FIELDS);
      var ballot = ballots.read(entry, fields);
      var voter = fields.required("voter");
      var agent = ElectorateReader.agent(voter);
      if (!electorate.includes(agent)) {
        throw voter.refused("one of those who are eligible");
      }
      if (cast.putIfAbsent(agent, ballot) != null) {
        throw voter.refused("each voter once");
      }
      vetoes.check(ballot, Optional.of(agent.value()), fields);
      checkWeight(fields, electorate.weights().getOrDefault(agent, Fraction.ONE));
      contest.check(ballot, entry.place() + ".");
    }
    return BallotBox.of(electorate, cast);
  }

  // Weights are those of the electorate; one that a ballot repeats must be the same.
  private static void checkWeight(Fields fields, Fraction weight) {
    for (var given : fields.optional("weight").stream().toList()) {
      if (!given.fraction().equals(weight)) {
        throw given.refused("the weight of the voter, " + weight);
      }
    }
    for (var count : fields.optional("count").stream().toList()) {
      if (!count.fraction().equals(Fraction.ONE)) {
        throw count.refused("1, for a voter who is eligible by name");
      }
    }
  }
}
