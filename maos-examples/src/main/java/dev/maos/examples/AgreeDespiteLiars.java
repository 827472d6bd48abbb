package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Terms;
import dev.maos.consensus.VotingRule;
import dev.maos.consensus.byzantine.Agenda;
import dev.maos.consensus.byzantine.CertificateCheck;
import dev.maos.consensus.byzantine.Charter;
import dev.maos.consensus.byzantine.CouncilNews;
import dev.maos.consensus.byzantine.Councillor;
import dev.maos.consensus.byzantine.CouncillorOptions;
import dev.maos.consensus.byzantine.Member;
import dev.maos.consensus.byzantine.MemberKey;
import dev.maos.consensus.byzantine.Notebook;
import dev.maos.security.votes.VoterKeys;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Four agree although one of them says nothing, and leave a certificate that anybody verifies. */
public class AgreeDespiteLiars {
  private static final TimeSource TIME = TimeSource.system();

  public static void main(String[] args) throws Exception {
    var members = new ArrayList<Member>();
    var keys = new TreeMap<AgentId, MemberKey>();
    for (var name : List.of("ann", "bob", "cyd", "dan")) {
      var pair = VoterKeys.generate(new SecureRandom());
      members.add(new Member(AgentId.of(name), pair, VoterKeys.verifier()));
      keys.put(AgentId.of(name), pair.key());
    }
    var charter = Charter.of(keys); // pinned by everybody: the root of all trust
    System.out.println("May lie: " + charter.faults() + " of " + members.size());

    try (var maos = Maos.open("memory:");
        var ann = councillor(maos, charter, members.get(0));
        var bob = councillor(maos, charter, members.get(1));
        var cyd = councillor(maos, charter, members.get(2))) {
      var agenda = agenda(charter);
      for (var member : List.of(ann, bob, cyd)) { // dan says nothing
        member.open(agenda);
        member.vote(agenda, Ballot.yes());
      }

      var certificate = ann.await(agenda, Duration.ofMinutes(1)).orElseThrow();
      System.out.println("Decided: " + certificate.decisions().getFirst().name());

      var bytes = CertificateCheck.write(certificate); // needs no server from here on
      var check = new CertificateCheck(charter, VoterKeys.verifier());
      System.out.println("Verified: " + check.verify(bytes).agreesWith(certificate));
      bytes[bytes.length / 2] ^= 1;
      try {
        check.verify(bytes);
      } catch (MaosException _) {
        System.out.println("One bit changed: refused");
      }
    }
  }

  private static Councillor councillor(Maos maos, Charter charter, Member member) {
    return maos.councillor(
        charter, member, Notebook.inMemory(TIME), CouncillorOptions.defaults(), CouncilNews.none());
  }

  private static Agenda agenda(Charter charter) {
    var now = TIME.now();
    var proposal =
        Proposal.of(
            Subject.of(charter.members().getFirst(), "Deploy the new model?", ""),
            Contest.yesOrNo(VotingRule.absoluteMajority()),
            Electorate.of(charter.members()),
            Terms.until(now.plus(Duration.ofMinutes(10))),
            "today");
    return Agenda.of(charter, List.of(proposal), now);
  }
}
