package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.InvalidInputException;
import dev.maos.base.TopicPattern;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.Subject;
import dev.maos.consensus.VoteExport;
import dev.maos.consensus.VotingRule;
import java.time.Duration;
import java.util.Map;

/** Three agents are asked, vote, and leave a record that anybody can count again. */
public class VoteTogether {
  public static void main(String[] args) throws Exception {
    var ann = AgentId.of("ann");
    var bob = AgentId.of("bob");
    var cyd = AgentId.of("cyd");
    try (var maos = Maos.open("memory:")) {
      voter(maos, ann, Ballot.yes().because("its tests pass"));
      voter(maos, bob, Ballot.no().because("it is Friday"));
      voter(maos, cyd, Ballot.yes());

      var consensus = maos.consensus();
      var proposal =
          consensus.propose(
              Subject.of(ann, "Deploy the new model?", ""),
              Contest.yesOrNo(VotingRule.absoluteMajority()),
              Electorate.of(ann, bob, cyd),
              Duration.ofMinutes(30));
      var result = consensus.await(proposal.id(), Duration.ofMinutes(30)).orElseThrow();
      maos.bus().awaitIdle(Duration.ofSeconds(5));
      System.out.println("Decided: " + result.decision().name());

      var record = consensus.audit().export(proposal.id()).write(); // needs no server from here on
      System.out.println("Wrong with it: " + VoteExport.read(record).problems());
      var forged = record.replaceFirst("entry .*\n", "");
      try {
        VoteExport.read(forged);
      } catch (InvalidInputException e) {
        System.out.println("An entry less: " + e.code());
      }
    }
  }

  /** Votes like this on whatever it is invited to. */
  private static void voter(Maos maos, AgentId agent, Ballot ballot) {
    maos.bus()
        .subscribe(
            agent,
            TopicPattern.of("_maos.votes.invitations"),
            invitation -> {
              var id = invitation.payload().as(Map.class).get("proposal").toString();
              maos.consensus().cast(ProposalId.of(id), agent, ballot);
            });
  }
}
