package dev.maos.cli.vote;

import dev.maos.consensus.Ballot;
import java.util.List;
import java.util.Optional;

/**
 * Who may say VETO: those that the parameter names. Without it, whoever says it in the file.
 *
 * @param isLimited whether there is the parameter
 */
record Vetoes(boolean isLimited, List<String> holders) {
  static Vetoes of(Fields parameters) {
    var veto = parameters.optional("veto");
    return new Vetoes(veto.isPresent(), veto.map(Entry::texts).orElse(List.of()));
  }

  void check(Ballot ballot, Optional<String> voter, Fields fields) {
    if (ballot instanceof Ballot.Veto && isLimited && voter.filter(holders::contains).isEmpty()) {
      throw fields.at("choice").refused("a choice of one who holds no veto");
    }
  }
}
