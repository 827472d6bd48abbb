package dev.maos.cli.vote;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.JsonStream;
import dev.maos.consensus.BallotBox;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Count;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A contest and its ballots, as they stand in a file. Immutable.
 *
 * @param ignored the names of parameters that have no effect under the rule
 */
public record BallotFile(Contest contest, BallotBox box, List<String> ignored) {
  private static final String BALLOTS = "ballots";
  private static final List<String> FIELDS =
      List.of("rule", "options", "parameters", "eligible", BALLOTS, "title", "source");
  private static final List<String> PARAMETERS =
      List.of(
          "quorum",
          "threshold",
          "base",
          "strict",
          "over",
          "unranked",
          "strength",
          "min",
          "max",
          "average",
          "unscored",
          "overvote",
          "maxSkippedRanks",
          "duplicate",
          "batchElimination",
          "continueUntilTwo",
          "tie",
          "order",
          "lot",
          "ruling",
          "veto",
          "delegates");

  /** Copies the list. */
  public BallotFile {
    ignored = List.copyOf(ignored);
  }

  /**
   * Reads a file; the bytes are JSON in UTF-8.
   *
   * @throws InvalidInputException if it is no such file, with the place of what is wrong
   */
  public static BallotFile read(byte[] json) {
    return inOrder(json).orElseGet(() -> inAnyOrder(json));
  }

  // There may be very many ballots, and usually they come last: then one look at them is enough.
  private static Optional<BallotFile> inOrder(byte[] json) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    var stream = JsonStream.of(json);
    while (stream.next()) {
      if (isBallots(stream)) {
        return last(fields, stream);
      }
      fields.put(stream.name(), stream.value());
    }
    return Optional.empty();
  }

  private static Optional<BallotFile> last(
      Map<String, @Nullable Object> before, JsonStream ballots) {
    try {
      var file = from(new Fields(Place.FILE, before), ballots);
      return ballots.next() ? Optional.empty() : Optional.of(file);
    } catch (InvalidInputException perhapsSomethingComesLater) {
      return Optional.empty();
    }
  }

  private static BallotFile inAnyOrder(byte[] json) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    var first = JsonStream.of(json);
    boolean found = false;
    while (first.next()) {
      if (isBallots(first)) {
        found = true;
      } else {
        fields.put(first.name(), first.value());
      }
    }
    var file = new Fields(Place.FILE, fields);
    if (!found) {
      // What is there and wrong says more than what is not there.
      var _ = new ContestReader(file, parameters(file)).read();
      throw file.required(BALLOTS).refused("a list");
    }
    var second = JsonStream.of(json);
    while (second.next() && !isBallots(second)) {
      // What comes before the ballots was read the first time.
    }
    return from(file, second);
  }

  private static boolean isBallots(JsonStream stream) {
    return stream.name().equals(BALLOTS) && stream.isList();
  }

  private static BallotFile from(Fields file, JsonStream ballots) {
    var parameters = parameters(file);
    var reader = new ContestReader(file, parameters);
    var contest = reader.read();
    var box =
        new BoxReader(file, parameters, contest)
            .read(ballots)
            .ruled(reader.ruling(contest))
            .lot(parameters.optional("lot").map(Entry::text).orElse(""));
    return new BallotFile(contest, box, parameters.rest());
  }

  /** The parameters of a file that has no field but the known ones. */
  private static Fields parameters(Fields file) {
    file.check(FIELDS);
    var parameters =
        file.optional("parameters")
            .map(Entry::fields)
            .orElseGet(() -> new Fields(Place.FILE.field("parameters"), Map.of()));
    parameters.check(PARAMETERS);
    return parameters;
  }

  /**
   * Counts the ballots.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_BALLOT} with the place of a ballot that
   *     does not fit
   */
  public Count count() {
    return Count.of(contest, box);
  }
}
