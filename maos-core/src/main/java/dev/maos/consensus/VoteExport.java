package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * All there is of a vote that has ended, to be counted again by anybody. Immutable.
 *
 * <p>As text it has a line for each part: what the part is, a space, and the part, of which the
 * proposal and the entries are in Base64.
 *
 * @param entries the whole log
 * @param proof that it ended so
 */
public record VoteExport(Proposal proposal, List<LogEntry> entries, InclusionProof proof) {
  private static final String FORMAT = "MAOS-VOTE-EXPORT-1";
  private static final int MAX_LINES = 100_000;

  /** Copies the entries. */
  public VoteExport {
    entries = List.copyOf(entries);
  }

  /** The text of it. */
  public String write() {
    var out = new StringBuilder(FORMAT).append('\n');
    line(out, "proposal", base64(proposal.canonical()));
    entries.forEach(entry -> line(out, "entry", base64(Canonical.entry(entry))));
    line(out, "head", head().head());
    line(out, "index", Long.toString(proof.index()));
    line(out, "size", Long.toString(proof.tree().size()));
    line(out, "root", proof.tree().root().toString());
    proof.path().forEach(hash -> line(out, "beside", hash.toString()));
    return out.toString();
  }

  /** How far the log goes, with the hash over all of it. */
  private LogPosition head() {
    var head = HashChain.start(proposal.id());
    for (var entry : entries) {
      head = head.next(entry);
    }
    return head.position();
  }

  /**
   * Reads what {@link #write} has written. Whether it is true is for {@link #problems} to say.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_BALLOT_FILE} with the number of the line
   */
  public static VoteExport read(String text) {
    return new ExportReader(text, FORMAT, MAX_LINES).read();
  }

  /**
   * What is wrong with it, in words for people: nothing if the proposal is the one that its id
   * names, each entry follows from the one before, every ballot that counts might be cast, the
   * ballots come to the decision, and the tree has it. It needs no server, and believes nobody but
   * whoever vouches for the root of the tree.
   */
  public List<String> problems() {
    return problems(BallotGuard.open());
  }

  /**
   * The same, where only the ballots count that a guard believes. Of a vote that was guarded the
   * others may come to another decision.
   */
  public List<String> problems(BallotGuard guard) {
    var problems = new ArrayList<String>();
    var copy = new LogCopy(proposal, guard);
    try {
      copy.extend(LogEntry.FIRST, new LogPart(entries, proposal.terms().deadline()));
    } catch (LogRollbackException broken) {
      problems.add(String.valueOf(broken.getMessage()));
      return problems;
    }
    copy.end()
        .ifPresentOrElse(
            end -> check(copy, end, problems), () -> problems.add("the vote has not ended"));
    return problems;
  }

  private void check(LogCopy copy, LogEntry.Ended end, List<String> problems) {
    var result = VoteResult.of(proposal.id(), end);
    if (!(result.decision() instanceof Decision.Cancelled)) {
      var counted =
          Count.of(proposal, copy.casts(end.verdict().covers().sequence()), end.at()).decision();
      if (!counted.equals(result.decision())) {
        problems.add("its ballots come to %s, not to %s".formatted(counted, result.decision()));
      }
    }
    if (!proof.shows(result)) {
      problems.add("the tree of all ended votes has not this end at " + proof.index());
    }
  }

  private static void line(StringBuilder out, String what, String part) {
    out.append(what).append(' ').append(part).append('\n');
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Whether this is the hash over all its entries. */
  boolean hasHead(String claimed) {
    return head().head().equals(claimed);
  }
}
