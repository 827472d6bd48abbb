package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Fraction;
import dev.maos.consensus.Subject;
import dev.maos.consensus.VotingRule;
import java.time.Duration;
import java.util.Map;

/** Ballots that weigh differently. Weights are exact, and part of the proposal: they stay. */
public class WeightedVote {
  public static void main(String[] args) throws Exception {
    var critical = AgentId.of("critical_agent");
    var standard = AgentId.of("standard_agent");
    var backup = AgentId.of("backup_agent");
    try (var maos = Maos.open("memory:")) {
      var consensus = maos.consensus();
      var proposal =
          consensus.propose(
              Subject.of(critical, "Critical System Update", ""),
              Contest.yesOrNo(new VotingRule.Weighted(VotingRule.absoluteMajority())),
              Electorate.weighted(
                  Map.of(
                      critical, Fraction.of(2),
                      standard, Fraction.of(1),
                      backup, Fraction.parse("0.5"))),
              Duration.ofMinutes(30));
      var no = consensus.cast(proposal.id(), standard, Ballot.no().because("it is Friday"));
      System.out.println("1 of 3.5 against it: " + no.decision().name());
      var yes = consensus.cast(proposal.id(), critical, Ballot.yes());
      System.out.println("2 of 3.5 for it: " + yes.decision().name());
      var late = consensus.cast(proposal.id(), backup, Ballot.no());
      System.out.println("The third: " + late.standing());
      for (var cast : consensus.status(proposal.id()).ballots()) {
        System.out.println(cast.voter() + ": " + cast.ballot());
      }
    }
  }
}
