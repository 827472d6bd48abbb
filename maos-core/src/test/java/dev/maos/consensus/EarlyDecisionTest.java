package dev.maos.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.Seed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Decisions before the deadline, against all ways in which a vote can be completed: D5 (never
 * wrong) and D6 (never late, where that is promised).
 */
class EarlyDecisionTest {
  @Test
  void majoritiesAreDecidedNeitherWronglyNorLate() {
    Seed.next()
        .times(
            400,
            random -> {
              var elections = new RandomElections(random);
              var rule =
                  elections.one(
                      List.of(
                          elections.majority(),
                          new VotingRule.Unanimous(),
                          new VotingRule.NemCon()));
              checkExact(OpenVote.random(elections, Contest.yesOrNo(rule), 4));
            });
  }

  @Test
  void pluralityIsDecidedNeitherWronglyNorLate() {
    exact(new VotingRule.Plurality(), 3, 4);
  }

  @Test
  void halfOfTheVotesIsEnoughForWhomTheOrderPrefers() {
    var ann = AgentId.of("ann");
    var contest =
        Contest.between(List.of("tea", "milk"), new VotingRule.Plurality())
            .ties(new TieRule.Order(List.of("tea", "milk")));
    var proposal = OpenVote.proposal(contest, Electorate.of(ann, AgentId.of("bob")));
    var vote = new OpenVote(proposal, Map.of(ann, Ballot.choice("tea")));

    assertThat(vote.decision()).isEqualTo(new Decision.Winner("tea"));
    checkExact(vote);
  }

  @Test
  void approvalIsDecidedNeitherWronglyNorLate() {
    exact(new VotingRule.Approval(), 3, 3);
  }

  @Test
  void scoresAreDecidedNeitherWronglyNorLate() {
    Seed.next()
        .times(
            200,
            random -> {
              var elections = new RandomElections(random);
              var contest = Contest.between(elections.options(1, 2), elections.score());
              checkExact(OpenVote.random(elections, contest, 2));
            });
  }

  @Test
  void bordaIsDecidedNeitherWronglyNorLate() {
    Seed.next()
        .times(
            120,
            random -> {
              var elections = new RandomElections(random);
              var contest = Contest.between(elections.options(1, 3), elections.borda());
              checkExact(OpenVote.random(elections, contest, 2));
            });
  }

  @Test
  void instantRunoffIsNotDecidedWrongly() {
    Seed.next()
        .times(
            120,
            random -> {
              var elections = new RandomElections(random);
              var contest = Contest.between(elections.options(1, 3), elections.runoff());
              checkSound(OpenVote.random(elections, contest, 2));
            });
  }

  @Test
  void rulesOfPairsAreNotDecidedWrongly() {
    Seed.next()
        .times(
            150,
            random -> {
              var elections = new RandomElections(random);
              var contest = Contest.between(elections.options(1, 3), elections.byPairs());
              checkSound(OpenVote.random(elections, contest, 2));
            });
  }

  private static void exact(VotingRule rule, int options, int missing) {
    Seed.next()
        .times(
            250,
            random -> {
              var elections = new RandomElections(random);
              var contest = Contest.between(elections.options(1, options), rule);
              checkExact(OpenVote.random(elections, contest, missing));
            });
  }

  private static void checkExact(OpenVote vote) {
    var possible = vote.possible();
    var decision = vote.decision();
    assertThat(vote.found()).as("%s, found without counting", vote).isEqualTo(decision);

    if (possible.size() == 1) {
      assertThat(decision).as("%s could not end otherwise", vote).isIn(possible);
    } else {
      assertThat(decision).as("%s could end with %s", vote, possible).isEqualTo(OPEN);
    }
  }

  private static void checkSound(OpenVote vote) {
    var possible = vote.possible();
    var decision = vote.decision();
    assertThat(vote.found()).as("%s, found without counting", vote).isEqualTo(decision);

    if (decision.isFinal() || vote.isComplete()) {
      assertThat(possible).as("%s, decided as %s", vote, decision).containsExactly(decision);
    }
  }

  private static final Decision OPEN = new Decision.Undecided();
}
