package dev.maos.cli.vote;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.JsonStream;
import dev.maos.consensus.Contest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A contest in the words of a command line, which are those of files of ballots. */
public final class ContestText {
  private static final String PARAMETERS = "parameters";

  private ContestText() {}

  /**
   * Reads it.
   *
   * @param rule its name, in any case
   * @param options those of an election; none for YES and NO
   * @param parameters a JSON object, as in files, with {@code arbiter} for who rules on ties
   * @throws InvalidInputException if it is no contest, or has a parameter without effect: once it
   *     is proposed it cannot be changed
   */
  public static Contest read(String rule, List<String> options, String parameters) {
    var words = new LinkedHashMap<String, @Nullable Object>();
    words.put("rule", rule);
    if (!options.isEmpty()) {
      words.put("options", options);
    }
    var given = new Fields(Place.FILE.field(PARAMETERS), object(parameters));
    var contest = new ContestReader(new Fields(Place.FILE, words), given).read();
    if (!given.rest().isEmpty()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_BALLOT_FILE,
          PARAMETERS,
          String.join(", ", given.rest()),
          "what has an effect under " + contest.rule().name());
    }
    return contest;
  }

  private static Map<String, @Nullable Object> object(String json) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    try {
      var stream = JsonStream.of(json.getBytes(StandardCharsets.UTF_8));
      while (stream.next()) {
        values.put(stream.name(), stream.value());
      }
      return values;
    } catch (InvalidInputException malformed) {
      throw new InvalidInputException(
          ErrorCode.INVALID_BALLOT_FILE, PARAMETERS, json, "a JSON object", malformed);
    }
  }
}
