package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Suggestion;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.VotingRule.Form;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A ballot in the words of a command line, of the form that its proposal asks for. */
final class BallotWords {
  private static final List<String> VOICES = List.of("YES", "NO", "ABSTAIN", "VETO");
  private static final String EQUAL = "=";

  private final List<String> options;
  private final Form form;

  BallotWords(Proposal proposal, AgentId voter) {
    this.options = proposal.contest().options();
    // Who votes on options without being a participant can only be the arbiter, who ranks them.
    boolean isRuling = !proposal.electorate().includes(voter) && !options.isEmpty();
    this.form = isRuling ? Form.RANKING : proposal.contest().rule().form();
  }

  /**
   * Reads a ballot.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_BALLOT} with the word that does not fit
   */
  Ballot read(List<String> words) {
    if (form == Form.YES_OR_NO) {
      return voice(only(words));
    }
    if (words.equals(List.of("ABSTAIN"))) {
      return Ballot.abstain();
    }
    if (words.equals(List.of("VETO"))) {
      return Ballot.veto();
    }
    return switch (form) {
      case YES_OR_NO, CHOICE -> Ballot.choice(option(only(words)));
      case RANKING -> Ballot.ranking(words.stream().map(this::rank).toList());
      case APPROVAL -> new Ballot.Approval(words.stream().map(this::option).toList(), "");
      case SCORES -> Ballot.scores(scores(words));
    };
  }

  private static String only(List<String> words) {
    if (words.size() != 1) {
      throw refusal(String.join(" ", words), "one word");
    }
    return words.getFirst();
  }

  private static Ballot voice(String word) {
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "YES" -> Ballot.yes();
      case "NO" -> Ballot.no();
      case "ABSTAIN" -> Ballot.abstain();
      case "VETO" -> Ballot.veto();
      default -> throw unknown(word, word.toUpperCase(Locale.ROOT), VOICES);
    };
  }

  private String option(String word) {
    if (!options.contains(word)) {
      throw unknown(word, word, options);
    }
    return word;
  }

  // An option may itself have the sign in its name.
  private List<String> rank(String word) {
    return options.contains(word)
        ? List.of(word)
        : Arrays.stream(word.split(EQUAL)).map(this::option).toList();
  }

  private Map<String, Integer> scores(List<String> words) {
    var scores = new HashMap<String, Integer>();
    for (var word : words) {
      int equals = word.lastIndexOf(EQUAL);
      if (equals < 0) {
        throw refusal(word, "OPTION=NUMBER, as tea=5");
      }
      var option = option(word.substring(0, equals));
      if (scores.put(option, number(word, equals + 1)) != null) {
        throw refusal(word, "one score for each option");
      }
    }
    return scores;
  }

  private static int number(String word, int from) {
    try {
      return Integer.parseInt(word.substring(from));
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          ErrorCode.INVALID_BALLOT, "ballot", word, "a whole number behind the =", e);
    }
  }

  private static InvalidInputException unknown(String word, String meant, List<String> known) {
    return refusal(
        word,
        "one of "
            + String.join(", ", known)
            + Suggestion.closest(meant, known).map("; did you mean %s?"::formatted).orElse(""));
  }

  private static InvalidInputException refusal(String word, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_BALLOT, "ballot", word, allowed);
  }

  /** What a ballot says, without its reason. */
  static String of(Ballot ballot) {
    return switch (ballot) {
      case Ballot.Yes _ -> "YES";
      case Ballot.No _ -> "NO";
      case Ballot.Abstain _ -> "ABSTAIN";
      case Ballot.Veto _ -> "VETO";
      case Ballot.Choice(var option, _) -> option;
      case Ballot.Ranking(var ranks, _) ->
          ranks.stream().map(rank -> String.join(" = ", rank)).collect(Collectors.joining(" > "));
      case Ballot.Approval(var options, _) -> String.join(", ", options);
      case Ballot.Scores(var scores, _) ->
          new TreeMap<>(scores)
              .entrySet().stream()
                  .map(score -> score.getKey() + EQUAL + score.getValue())
                  .collect(Collectors.joining(", "));
    };
  }
}
