package dev.maos.redis.agents;

import java.util.List;

/** Bugs that somebody could make in the library of the registry, each with the rule it breaks. */
final class PlantedAgentBugs {
  private PlantedAgentBugs() {}

  static final List<PlantedAgentBug> ALL =
      List.of(
          bug(
              "does not look at the incarnation",
              " or record.incarnation ~= incarnation then",
              " then",
              AgentRules::anOlderRegistrationOfItsSessionWritesNothing),
          bug(
              "does not look at the session",
              "if record.session ~= session or ",
              "if ",
              AgentRules::anotherSessionTakesNobodyOut),
          bug(
              "takes beats from the past",
              "if number <= last then",
              "if false then",
              AgentRules::aBeatFromThePastChangesNothing),
          bug(
              "begins a session anew with each registration",
              "call('HSETNX', K_SESSIONS",
              "call('HSET', K_SESSIONS",
              AgentRules::aRegistrationDoesNotForgetTheBeats),
          bug(
              "forgets the index of who has left",
              "call('ZREM', K_PLACES, place)",
              "",
              AgentRules::whoHasLeftLeavesNothingBehind),
          bug(
              "forgets the card of who has left",
              "call('HDEL', K_CARDS, place)",
              "",
              AgentRules::whoHasLeftLeavesNothingBehind),
          bug(
              "leaves who has left to its session",
              "call('HDEL', places_of(record.session), place)",
              "",
              AgentRules::whoHasLeftLeavesNothingBehind),
          bug(
              "ends the session with whom another has taken over",
              "if holder and holder.session ~= session then",
              "if false then",
              AgentRules::theEndOfTheOlderDoesNotTakeOutTheNewer),
          bug(
              "lets a renewal take what is another's",
              "if how ~= TAKE and holder",
              "if false and holder",
              AgentRules::aRenewalLeavesToAnotherWhatIsTheOthers),
          bug(
              "takes ids that differ by case for one",
              "elseif read_record(known[i]).agent ~= agent then",
              "elseif false then",
              AgentRules::anIdThatDiffersOnlyByCaseIsRefused),
          bug(
              "follows the clock back",
              "if clock < raw then ahead = ahead + raw - clock end",
              "",
              AgentRules::theTimeNeverGoesBack),
          bug(
              "gives a revision out twice",
              "seq = math.max(seq + 1, now)",
              "seq = math.max(seq, now)",
              AgentRules::eachRegistrationIsNewerThanAllBefore),
          bug(
              "tells nobody of a return",
              "if now - at >= suspect then log(",
              "if false then log(",
              AgentRules::aReturnIsInTheLog),
          bug(
              "never forgets the silent",
              "if at <= before then forgotten",
              "if false then forgotten",
              AgentRules::theSilentAreForgottenAndTheOthersAreNot),
          bug(
              "forgets those who live too",
              "if at <= before then forgotten",
              "if true then forgotten",
              AgentRules::theSilentAreForgottenAndTheOthersAreNot),
          bug(
              "writes what is the same already",
              "if r.state == state then return r.revision end",
              "",
              AgentRules::whatChangesNothingIsNotInTheLog),
          bug(
              "tells nobody of a new load",
              "log(revision, 'S' .. pack('>I8', r.incarnation) .. str(r.agent) .. state)",
              "",
              AgentRules::aNewLoadIsInTheLog),
          bug(
              "takes any position for one that it knows",
              "if tonumber(arguments[1]) ~= epoch or not (after == behind or is_entry(after)) then",
              "if false then",
              AgentRules::aPositionThatItDoesNotKnowHasAGap),
          bug(
              "forgets its answers",
              "if number > 0 then keep(",
              "if false then keep(",
              AgentRules::aStepWhoseAnswerIsLostTakesEffectOnce));

  private static PlantedAgentBug bug(String name, String from, String to, AgentRules.Rule rule) {
    return new PlantedAgentBug(name, from, to, rule);
  }
}
