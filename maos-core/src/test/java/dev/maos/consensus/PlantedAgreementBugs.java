package dev.maos.consensus;

import java.util.List;

/** Bugs that somebody could make in the agreement, each with the promise that it breaks. */
final class PlantedAgreementBugs {
  private static final String TEST = "byzantine.AgreementSimulationTest.smallOnesAgree";

  private PlantedAgreementBugs() {}

  private static PlantedBug bug(String promise, String file, String from, String to) {
    return new PlantedBug(promise, "byzantine/" + file, from, to, TEST);
  }

  static final List<PlantedBug> ALL =
      List.of(
          // Of five, three are no quorum.
          bug("B1", "Charter.java", "(members.size() + faults()) / 2 + 1", "2 * faults() + 1"),
          bug("B1", "Minutes.java", "those.size() >= quorum", "those.size() >= quorum - 1"),
          // One member, as often as it takes.
          bug(
              "B3",
              "Checks.java",
              "signers.size() == all.size() && signers.size() >= agenda",
              "all.size() >= agenda"),
          // Justification unchecked.
          bug(
              "B1",
              "Checks.java",
              "!isTrue(letter.proposal()) || !isJustified(letter)",
              "!isTrue(letter.proposal())"),
          bug("B6", "Checks.java", "&& fitsTheLock(letter)", ""),
          bug("B6", "Checks.java", "isQuorum(changes)", "true"),
          bug(
              "B6",
              "Checks.java",
              "it.statement().round() == letter.round()",
              "it.statement().round() > 0"),
          bug(
              "B6",
              "Checks.java",
              "change.prepared() >= 0 && proves(report.proof(), change.prepared(),"
                  + " change.digest())",
              "change.prepared() >= 0"),
          // A lock that is not reported, or is lost.
          bug("B6", "Seat.java", "var lock = memory.lock();", "var lock = Optional.<Lock>empty();"),
          bug(
              "B6",
              "FormReader.java",
              "change, proposal, prepare, lock, decided",
              "change, proposal, prepare, Optional.empty(), decided"),
          // What a restarted seat may sign.
          bug("B10", "FormReader.java", "new Memory(paper, round,", "new Memory(paper, 0,"),
          new PlantedBug(
              "B10",
              "byzantine/FormReader.java",
              "change, proposal, prepare, lock, decided",
              "change, proposal, Optional.empty(), lock, decided",
              "byzantine.RestartTest.whoHasPreparedASetPreparesNoOther"),
          bug(
              "B10",
              "Seat.java",
              "memory.change().ifPresent(report -> send(changed(report)));",
              "memory.change().ifPresent(report -> change(memory.round()));"),
          bug(
              "B10",
              "Seat.java",
              "return standing == Standing.MEMBER && !isOver();",
              "return !isOver();"),
          bug(
              "B10",
              "Seat.java",
              "all.add(new Effect.Store(memory))",
              "effects.add(new Effect.Store(memory))"),
          // Signatures compared instead of contents.
          bug(
              "B8",
              "Evidence.java",
              "return areTwoOfOneKind(one.statement(), other.statement())",
              "return !one.signature().equals(other.signature())"
                  + " && one.statement().kind().equals(other.statement().kind())"
                  + " && one.statement().round() == other.statement().round()"),
          bug("B8", "Checks.java", "&& evidence.holds(agenda, verifier)", ""),
          // Ballots of another vote, and of nobody.
          bug("B9", "Statement.java", ".text(agenda)", ".text(\"\")"),
          bug("B5", "Checks.java", "    return isTrue(paper);", "    return true;"),
          bug("B2", "Seat.java", "!isOver() && checks.certificate(certificate)", "!isOver()"),
          // Who is left out, and when.
          bug("B4", "Seat.java", "hasOwnBallot(motion) && mayEnd(motion)", "mayEnd(motion)"),
          bug("B4", "Seat.java", "hasOwnBallot(motion) && mayEnd(motion)", "hasOwnBallot(motion)"),
          // Members that were apart stay apart.
          bug("B7", "Seat.java", "engaged && !clockRuns && arrived", "engaged && !clockRuns"));
}
