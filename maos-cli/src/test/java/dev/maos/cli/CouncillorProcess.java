package dev.maos.cli;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.byzantine.Agenda;
import dev.maos.consensus.byzantine.CertificateCheck;
import dev.maos.consensus.byzantine.CouncilNews;
import dev.maos.consensus.byzantine.CouncillorOptions;
import dev.maos.consensus.byzantine.Member;
import dev.maos.consensus.byzantine.Notebook;
import dev.maos.security.crypto.Secret;
import dev.maos.security.votes.VoterKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A member as a process of its own, until it is killed: it votes, says so in a line, and writes
 * down what was agreed.
 */
final class CouncillorProcess {
  private CouncillorProcess() {}

  /** Arguments: the URL, the folder of all, the name of the member, and YES or NO. */
  public static void main(String[] args) throws Exception {
    var folder = Path.of(args[1]);
    var self = AgentId.of(args[2]);
    var agenda = Agenda.read(Files.readAllBytes(folder.resolve("agenda")));
    var secret = Secret.of(Files.readAllBytes(folder.resolve(self + ".secret")));
    var member = new Member(self, VoterKeys.of(secret), VoterKeys.verifier());
    var notebook = Notebook.inFolder(folder.resolve(self + ".notebook"), TimeSource.system());
    try (var maos = Maos.open(args[0]);
        var councillor =
            maos.councillor(
                agenda.charter(),
                member,
                notebook,
                CouncillorOptions.defaults(),
                CouncilNews.none())) {
      councillor.join(agenda);
      try {
        councillor.vote(agenda, args[3].equals("YES") ? Ballot.yes() : Ballot.no());
        System.out.println("voted");
      } catch (MaosException refused) {
        System.out.println(refused.code());
      }
      var end = councillor.await(agenda, Duration.ofMinutes(5)).orElseThrow();
      Files.write(folder.resolve(self + ".certificate"), CertificateCheck.write(end));
      System.out.println("agreed");
      System.in.read(); // answers those who come late, until it is killed or its parent is gone
    }
  }
}
