package dev.maos.consensus;

import java.util.List;

/**
 * Bugs that somebody could make in the count, the log or a resolution, each with what it breaks.
 */
final class PlantedBugs {
  private PlantedBugs() {}

  private static PlantedBug bug(String property, String file, String from, String to, String test) {
    return new PlantedBug(property, file, from, to, test);
  }

  static final List<PlantedBug> EARLY =
      List.of(
          bug(
              "D5",
              "Certainty.java",
              "threshold.passesWithout(weight)",
              "threshold.passes()",
              "EarlyDecisionTest.majoritiesAreDecidedNeitherWronglyNorLate"),
          bug(
              "D5",
              "Certainty.java",
              "first.of(name).times(2).exceeds(box.roll().weight())",
              "first.of(name).signum() > 0",
              "EarlyDecisionTest.instantRunoffIsNotDecidedWrongly"),
          bug(
              "D5",
              "Certainty.java",
              "duel.forOne().minus(duel.forOther()).exceeds(weight)",
              "duel.forOne().exceeds(duel.forOther())",
              "EarlyDecisionTest.rulesOfPairsAreNotDecidedWrongly"),
          bug(
              "D8",
              "Ledger.java",
              ".sorted(Comparator.comparingLong(Cast::sequence))",
              "",
              "LedgerTest.theSameBallotsGiveTheSameCount"),
          bug(
              "D6",
              "Outlook.java",
              "counting.of(base).plus(all.without(cast).of(base))",
              "all.of(base)",
              "EarlyDecisionTest.majoritiesAreDecidedNeitherWronglyNorLate"),
          bug(
              "D6",
              "Outlook.java",
              "!missing.exceeds(cast.weight())",
              "cast.weight().exceeds(missing)",
              "EarlyDecisionTest.halfOfTheVotesIsEnoughForWhomTheOrderPrefers"),
          bug(
              "D6",
              "Outlook.java",
              ": !count.passesWith(missing)",
              ": false",
              "EarlyDecisionTest.majoritiesAreDecidedNeitherWronglyNorLate"),
          bug(
              "D6",
              "Outlook.java",
              "vetoed = true",
              "vetoed = false",
              "EarlyDecisionTest.majoritiesAreDecidedNeitherWronglyNorLate"),
          bug(
              "D6",
              "Certainty.java",
              "!threshold.passesWith(weight)",
              "false",
              "EarlyDecisionTest.majoritiesAreDecidedNeitherWronglyNorLate"),
          bug(
              "D6",
              "Certainty.java",
              "breaker.prefers(winner, other) && !breaker.missedRuling()",
              "false",
              "EarlyDecisionTest.pluralityIsDecidedNeitherWronglyNorLate"),
          bug(
              "D6",
              "Certainty.java",
              "weight.times(options.size() - 1L)",
              "weight.times(options.size())",
              "EarlyDecisionTest.bordaIsDecidedNeitherWronglyNorLate"));

  static final List<PlantedBug> WEIGHTS =
      List.of(
          bug(
              "W1",
              "Weights.java",
              "SAFE_BITS - bitLength(units.length) - bitLength(factor)",
              "SAFE_BITS",
              "WeightsTest.w1SumsAreThoseOfWholeNumbersOfAnySize"),
          bug(
              "W1",
              "ThresholdCount.java",
              "case MORE_THAN -> comparison > 0",
              "case MORE_THAN -> comparison >= 0",
              "WeightsTest.w1MajoritiesAreThoseOfWholeNumbers"),
          bug(
              "W2",
              "ThresholdCount.java",
              "yes.signum() > 0 && reached",
              "yes.exceeds(Fraction.HALF) && reached",
              "WeightsTest.w2AllWeightsTimesTheSameChangeNothing"),
          bug(
              "W3",
              "ThresholdCount.java",
              "map(Pile::total)",
              "map(Pile::weight)",
              "WeightsTest.w3AVoterInTwoHalvesIsTheSame"),
          bug(
              "W4",
              "ThresholdCount.java",
              "case AT_LEAST -> comparison >= 0",
              "case AT_LEAST -> comparison == 0",
              "WeightsTest.w4ANoThatBecomesAYesDoesNotStopWhatPasses"),
          bug(
              "W5",
              "Weights.java",
              "denominator.bitLength() > MAX_COMMON_BITS",
              "denominator.signum() < 0",
              "WeightsTest.w5WeightsThatWouldMakeSumsHugeAreRefused"),
          bug(
              "W5",
              "Electorate.java",
              "weights.values().stream().allMatch(Fraction::isZero)",
              "weights.isEmpty()",
              "WeightsTest.w5NobodyHasAnyWeight"));

  static final List<PlantedBug> CRITERIA =
      List.of(
          bug(
              "V1",
              "RankedPiles.java",
              "weights.add(pile.total())",
              "weights.add(codes.size() == 1 ? pile.total().times(2) : pile.total())",
              "CriteriaTest.v1TheOrderOfBallotsDoesNotMatter"),
          bug(
              "V2",
              "PairMatrix.java",
              "return weight(one, other).exceeds(weight(other, one));",
              "return one < other ^ weight(other, one).compareTo(weight(one, other)) * (one < other ? 1 : -1) > 0;",
              "CriteriaTest.v2TheNamesOfOptionsDoNotMatter"),
          bug(
              "V3",
              "InstantRunoff.java",
              "tally[it].times(2).exceeds(total)",
              "tally[it].times(3).exceeds(total)",
              "CriteriaTest.v3WhoIsFirstOnMoreThanHalfOfTheBallotsWins"),
          bug(
              "V4",
              "PairMatrix.java",
              "unranked == Unranked.TIED_LAST",
              "unranked == Unranked.NO_OPINION",
              "CriteriaTest.v4WhoBeatsEverybodyWinsByPairs"),
          bug(
              "V5",
              "BordaCount.java",
              "weight * (below - 1)",
              "weight * 2 * ranked.length",
              "CriteriaTest.v5WhoLosesToEverybodyIsNotElected"),
          bug(
              "V6",
              "PairMatrix.java",
              "case WINNING_VOTES -> weight(one, other)",
              "case WINNING_VOTES -> weight(one, other).plus(wins(one).times(3))",
              "CriteriaTest.v6ClonesChangeNothing"),
          bug(
              "V6",
              "Schulze.java",
              "Layers.of(pairs.size(), this::isBefore)",
              "Layers.of(pairs.size(), (one, other) ->"
                  + " isBefore(one, other) || (!isBefore(other, one) && one < other))",
              "CriteriaTest.v6WhoWinsDoesNotWinWhenAllOrdersAreReversed"),
          bug(
              "V7",
              "InstantRunoff.java",
              "sum = sum.plus(tally[ascending.get(i)])",
              "sum = tally[ascending.get(i)]",
              "CriteriaTest.v7BatchesDoNotChangeTheWinnerOfARunoff"),
          bug(
              "V8",
              "RunoffBallots.java",
              "sums[holder[pile]] += weight",
              "sums[holder[pile]] += holder[pile] == exhausted ? 0 : weight",
              "CriteriaTest.v8NoWeightIsLostBetweenRounds"));

  static final List<PlantedBug> EVIDENCE =
      List.of(
          bug(
              "M1",
              "MerkleHash.java",
              "LEAF = {0}",
              "LEAF = {1}",
              "MerkleTreeTest.theRootsAreThoseOfCertificateTransparency"),
          bug(
              "M2",
              "MerkleTree.java",
              "if (smaller <= middle)",
              "if (smaller < middle)",
              "MerkleTreeTest.everyTreeIsShownToBeTheBeginningOfEveryLaterOne"),
          bug(
              "M2",
              "TreeHead.java",
              "mine.equals(root) && theirs",
              "theirs",
              "MerkleTreeTest.aTreeInWhichALeafWasChangedIsNoContinuation"),
          bug(
              "M3",
              "HashChain.java",
              "Digest.sha256(HEAD, hash, length, bytes)",
              "Digest.sha256(HEAD, length, bytes)",
              "LoggedBytesTest.anyByteOfALogThatIsChangedBreaksTheChainAndTheTree"),
          bug(
              "M3",
              "VoteExport.java",
              "!proof.shows(result)",
              "proof.path().isEmpty()",
              "LoggedBytesTest.anyByteOfALogThatIsChangedBreaksTheChainAndTheTree"));

  static final List<PlantedBug> CONFLICTS =
      List.of(
          bug(
              "priority",
              "resolution/Judgement.java",
              "first.size() == 1",
              "!first.isEmpty()",
              "resolution.ProtocolsTest.theGreatestPriorityWinsAloneAndKeepsWinningWhenItIsRaised"),
          bug(
              "first",
              "resolution/Conflict.java",
              "Comparator.comparingLong(Claim::sequence)",
              "Comparator.comparing(Claim::agent)",
              "resolution.ProtocolsTest.firstAndLastAreThoseOfTheLog"),
          bug(
              "authority",
              "resolution/Judgement.java",
              "for (var agent : order)",
              "for (var agent : order.reversed())",
              "resolution.ProtocolsTest.withoutTheOthersTheAuthorityClaimsTheSame"),
          bug(
              "median",
              "resolution/WeightedValues.java",
              "!total.exceeds(sum.times(2))",
              "sum.signum() > 0",
              "resolution.ProtocolsTest"
                  + ".liarsOfLessThanHalfOfTheWeightDoNotMoveTheMedianOutOfWhatTheOthersClaim"),
          bug(
              "mean",
              "resolution/WeightedValues.java",
              "number(it).times(it.weight())",
              "number(it)",
              "resolution.ProtocolsTest.theMeanIsExactOverTheClaimsThatHaveTheField"),
          bug(
              "merge",
              "resolution/Merged.java",
              "isBefore(other) ? other : this",
              "other",
              "resolution.ProtocolsTest.mergingIsCommutativeAssociativeAndIdempotent"),
          bug(
              "lot",
              "resolution/Judgement.java",
              ".lot(conflict.id())",
              ".lot(\"a coin\")",
              "resolution.ProtocolsTest.everyClaimCanBeDrawn"),
          bug(
              "agreement",
              "resolution/Conflict.java",
              "claim.value().equals(value)",
              "claim.value().keySet().equals(value.keySet())",
              "resolution.ProtocolsTest.theAgreementIsTheShareOfWeightThatClaimsTheSame"),
          bug(
              "late",
              "resolution/Phase.java",
              ".filter(statement -> statement.at().isBefore(question.until()))",
              "",
              "resolution.HearingTest.aLateAcceptanceIsNone"),
          bug(
              "accept",
              "resolution/Phase.java",
              ".filter(question.choices()::contains)",
              "",
              "resolution.HearingTest.whatNobodyProposedCannotBeAccepted"),
          bug(
              "all accept",
              "resolution/Bargaining.java",
              "choices.size() == parties.size() && ",
              "",
              "resolution.HearingTest.everyTalkEndsInTimeWithAClaimAndCanBeCountedAgain"),
          bug(
              "arbiter",
              "resolution/Rulings.java",
              "!conflict.isParty(arbiter)",
              "!arbiter.value().isEmpty()",
              "resolution.HearingTest.anArbiterIsNeverAPartyAndFollowsFromTheConflictAlone"),
          bug(
              "record",
              "resolution/Resolution.java",
              "!found.equals(settlement)",
              "!found.value().equals(settlement.value())",
              "resolution.HearingTest.anotherStatementOrSettlementIsNoticed"));
}
