package dev.maos.cli.vote;

import dev.maos.base.AgentId;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Quorum;
import dev.maos.consensus.TieRule;
import dev.maos.consensus.VotingRule;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Makes a contest of the rule, the options and the parameters. */
final class ContestReader {
  private static final AgentId ARBITER = AgentId.of("arbiter");
  private static final Set<String> VOICES = Set.of("YES", "NO", "ABSTAIN");

  private final Fields file;
  private final Fields parameters;

  ContestReader(Fields file, Fields parameters) {
    this.file = file;
    this.parameters = parameters;
  }

  Contest read() {
    var rule = new RuleReader(parameters).read(file.required("rule"));
    var options = options(rule);
    return new Contest(options, rule, quorum(rule), ties(options));
  }

  /** The order that an arbiter has ruled; empty if there is none. */
  List<List<String>> ruling(Contest contest) {
    return parameters
        .optional("ruling")
        .map(it -> new RankingReader(contest.options()).read(it))
        .map(ranks -> {
          contest.checkRuling(ranks, "parameters.");
          return ranks;
        })
        .orElse(List.of());
  }

  // YES and NO need not be written down, and may.
  private List<String> options(VotingRule rule) {
    if (rule.isElection()) {
      return file.required("options").list().stream().map(Entry::text).toList();
    }
    for (var option : file.optional("options").map(Entry::list).orElse(List.of())) {
      if (!VOICES.contains(option.text())) {
        throw option.refused("YES, NO or ABSTAIN under " + rule.name());
      }
    }
    return List.of();
  }

  private Quorum quorum(VotingRule rule) {
    var quorum = parameters.optional("quorum");
    if (quorum.isEmpty()) {
      return Contest.defaultQuorum(rule);
    }
    return quorum.get().isFields()
        ? quorum(quorum.get().fields())
        : Quorum.of(quorum.get().fraction());
  }

  private static Quorum quorum(Fields fields) {
    fields.check(List.of("share", "base", "counting"));
    var counting = EnumSet.allOf(Quorum.Voice.class);
    fields
        .optional("counting")
        .ifPresent(it -> {
          counting.clear();
          it.list().forEach(voice -> counting.add(voice.word(Quorum.Voice.class)));
        });
    var base =
        fields
            .optional("base")
            .map(it -> it.word(Quorum.Base.class))
            .orElse(Quorum.Base.PARTICIPANTS);
    return new Quorum(fields.required("share").fraction(), base, counting);
  }

  private List<TieRule> ties(List<String> options) {
    return parameters
        .optional("tie")
        .map(it -> it.isList() ? it.list() : List.of(it))
        .map(names -> names.stream().map(it -> tie(it, options)).toList())
        .orElseGet(TieRule::usual);
  }

  private TieRule tie(Entry name, List<String> options) {
    return switch (name.word(TieName.class)) {
      case PREVIOUS_ROUNDS -> new TieRule.PreviousRounds();
      case ORDER ->
          new TieRule.Order(parameters.optional("order").map(Entry::texts).orElse(options));
      case LOT -> new TieRule.Lot();
      case STATUS_QUO -> new TieRule.StatusQuo();
      case ARBITER ->
          new TieRule.Arbiter(
              parameters.optional("arbiter").map(ElectorateReader::agent).orElse(ARBITER));
    };
  }
}
