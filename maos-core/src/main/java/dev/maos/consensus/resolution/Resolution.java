package dev.maos.consensus.resolution;

import dev.maos.base.InvalidInputException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How a conflict was resolved, with all that is needed to come to the same end again. Immutable.
 *
 * <p>The steps are not kept: they follow from the rest. Who trusts the statements needs to trust
 * nobody for what came of them.
 *
 * @param opened when the first protocol had its turn, by the clock of the resolver
 * @param statements what agents said, in the order in which it arrived
 * @param settlement what it comes to
 */
public record Resolution(
    Conflict conflict,
    Policy policy,
    Instant opened,
    List<Statement> statements,
    Settlement settlement) {
  /** Copies the list. */
  public Resolution {
    statements = List.copyOf(statements);
  }

  /** What became of each protocol, up to the one that resolved the conflict. */
  public List<Step> steps() {
    return again().steps();
  }

  /**
   * What is wrong with it, in words for people: nothing if the statements answer what was asked,
   * the votes are whole, and all of it comes to the settlement.
   */
  public List<String> problems() {
    var problems = new ArrayList<String>();
    var again = again();
    again
        .settlement()
        .ifPresentOrElse(
            found -> {
              if (!found.equals(settlement)) {
                problems.add("it comes to %s, not to %s".formatted(found, settlement));
              }
            },
            () -> problems.add("it is not at its end: " + again.last()));
    int strange = statements.size() - again.used();
    if (strange > 0) {
      problems.add("%d statements answer nothing that was asked".formatted(strange));
    }
    for (var statement : statements) {
      if (statement instanceof Statement.Voted(int step, var vote, _) && vote.isPresent()) {
        vote.get().problems().forEach(it -> problems.add("vote of step " + step + ": " + it));
      }
    }
    return problems;
  }

  private Hearing.Progress again() {
    return Hearing.of(conflict, policy, opened, statements);
  }

  /** The text of it, one JSON object. */
  public String write() {
    return ResolutionForm.write(this);
  }

  /**
   * Reads what {@link #write} has written. Whether it is true is for {@link #problems} to say.
   *
   * @throws InvalidInputException with the place of what cannot be understood: {@link
   *     dev.maos.base.ErrorCode#INVALID_RESOLUTION_FILE}, or the codes of the parts
   */
  public static Resolution read(String text) {
    return new ResolutionReader(text).read();
  }
}
