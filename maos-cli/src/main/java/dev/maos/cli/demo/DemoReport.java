package dev.maos.cli.demo;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a demo comes to. As JSON it is what {@code maos demo --json} prints.
 *
 * @param directory what was reviewed
 * @param files how many source files were found
 * @param messages how many messages were sent: commands and answers
 * @param delivered how many of them were handled
 * @param lost how many of them were not
 * @param duplicated how many times one was handled again
 * @param processes in how many processes the reviewers were
 * @param kills how many of these were killed
 * @param crashes how many reviewers died by themselves
 * @param redelivered how many times a reviewer began what one who is gone had begun before
 * @param reselected how many commands came to a reviewer who was chosen in the place of one who is
 *     gone
 * @param p50Micros half of the deliveries took at most this, from published to handled
 * @param p95Micros 95 % of the deliveries took at most this
 * @param seed what decided over which reviews the reviewers died
 * @param handled how many files each reviewer has handled: those it answered for
 * @param findings how many findings each reviewer had
 * @param disciplines how many findings there were of each discipline
 * @param worstFiles at most five, the worst first
 * @param votes what the reviewers decided about the worst of them
 * @param committee what they agreed on although one of them lied; empty if they were not asked
 */
public record DemoReport(
    String directory,
    int files,
    long messages,
    long delivered,
    long lost,
    long duplicated,
    int processes,
    int kills,
    int crashes,
    long redelivered,
    int reselected,
    long p50Micros,
    long p95Micros,
    long seed,
    SortedMap<String, Integer> handled,
    SortedMap<String, Integer> findings,
    SortedMap<String, Integer> disciplines,
    List<FileScore> worstFiles,
    List<FileVote> votes,
    Optional<Agreement> committee) {

  /**
   * How bad a file is.
   *
   * @param points what its findings weigh together
   * @param findings how many they are
   * @param worst the heaviest of them, with its line
   */
  public record FileScore(String file, int points, int findings, String worst) {}

  /**
   * What the reviewers decided: is a file worth rewriting?
   *
   * @param proposal the id of the vote
   * @param outcome as {@code PASSED}, {@code REJECTED} or {@code NO_QUORUM}
   * @param yes the weight of those in favour, of the ballots that decided it
   * @param no the weight of those against
   * @param abstained the weight of those who had not seen the file
   * @param ballots how many were cast
   * @param voters how many were asked
   * @param problems what is wrong with the record, counted again by somebody who was not there;
   *     empty if nothing is
   */
  public record FileVote(
      String file,
      String proposal,
      String outcome,
      String yes,
      String no,
      String abstained,
      int ballots,
      int voters,
      List<String> problems) {
    /** Copies the problems. */
    public FileVote {
      problems = List.copyOf(problems);
    }
  }

  /**
   * What a committee agreed on, of which one member lied.
   *
   * @param committee its id, which {@code maos vote verify --committee} takes
   * @param members how many it has
   * @param faults how many of them may lie
   * @param signers how many signed the certificate
   * @param round in which round they agreed, 0 for the first
   * @param liar who sat in two seats and said two things
   * @param accused who is named by evidence
   * @param outcomes as {@code PASSED} or {@code REJECTED}, for each file
   * @param problems what a stranger finds wrong with the certificate; empty if nothing is
   * @param certificate in Base64
   */
  public record Agreement(
      String committee,
      int members,
      int faults,
      int signers,
      int round,
      String liar,
      List<String> accused,
      SortedMap<String, String> outcomes,
      List<String> problems,
      String certificate) {
    /** Copies the lists. */
    public Agreement {
      accused = List.copyOf(accused);
      problems = List.copyOf(problems);
    }
  }
}
