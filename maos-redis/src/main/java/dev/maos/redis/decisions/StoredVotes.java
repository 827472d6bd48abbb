package dev.maos.redis.decisions;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.consensus.Cast;
import dev.maos.consensus.Chore;
import dev.maos.consensus.Closure;
import dev.maos.consensus.LogEntry;
import dev.maos.consensus.LogPart;
import dev.maos.consensus.LogPosition;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.Verdict;
import dev.maos.consensus.VoteForm;
import dev.maos.redis.link.Reply;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The bytes of entries, ends and chores, as the library keeps them; their forms are in the heads of
 * its files. What a vote ended with is eight bytes for the last entry that it covers, the 64 digits
 * of its head, four bytes for the length of the decision, the decision, and the reason.
 */
final class StoredVotes {
  private static final int ID_DIGITS = 64;
  private static final Map<Chore.Kind, Character> LETTERS =
      new EnumMap<>(
          Map.of(
              Chore.Kind.INVITE, 'I',
              Chore.Kind.COUNT, 'C',
              Chore.Kind.CLOSE, 'D',
              Chore.Kind.TELL, 'T'));

  private StoredVotes() {}

  // What is written.

  static byte[] verdict(Verdict verdict) {
    var decision = VoteForm.write(verdict.decision());
    var reason = VoteSteps.bytes(verdict.reason());
    int length = Long.BYTES + ID_DIGITS + Integer.BYTES + decision.length + reason.length;
    return ByteBuffer.allocate(length)
        .putLong(verdict.covers().sequence())
        .put(VoteSteps.bytes(verdict.covers().head()))
        .putInt(decision.length)
        .put(decision)
        .put(reason)
        .array();
  }

  static byte[] chore(Chore chore) {
    return VoteSteps.bytes(LETTERS.get(chore.kind()) + chore.id().value());
  }

  // What is read.

  /** The log in a reply: the time in one part, the entries in the next. */
  static LogPart log(Reply reply) {
    return new LogPart(entries(reply.list(2)), VoteForm.instant(reply.number(1)));
  }

  private static List<LogEntry> entries(Reply entries) {
    var list = new ArrayList<LogEntry>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      list.add(entry(ByteBuffer.wrap(entries.bytes(i))));
    }
    return list;
  }

  private static LogEntry entry(ByteBuffer in) {
    try {
      char kind = (char) in.get();
      long sequence = in.getLong();
      var at = VoteForm.instant(in.getLong());
      return switch (kind) {
        case 'O' -> new LogEntry.Opened(at);
        case 'T' -> new LogEntry.Taken(cast(in, sequence, at));
        case 'L' -> new LogEntry.Late(cast(in, sequence, at));
        case 'E' -> new LogEntry.Ended(sequence, at, verdict(in));
        default -> throw foreign("an entry has the unknown kind " + (int) kind);
      };
    } catch (BufferUnderflowException e) {
      throw foreign("an entry ends too early");
    }
  }

  private static Cast cast(ByteBuffer in, long sequence, Instant at) {
    var voter = AgentId.of(text(in, in.getShort() & 0xFFFF));
    int revision = in.getInt();
    return VoteForm.request(voter, revision, bytes(in, in.remaining())).at(sequence, at);
  }

  private static Verdict verdict(ByteBuffer in) {
    long covers = in.getLong();
    var position = new LogPosition(covers, text(in, ID_DIGITS));
    var decision = VoteForm.decision(bytes(in, in.getInt()));
    return new Verdict(decision, position, text(in, in.remaining()));
  }

  static Closure closure(long index, byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    try {
      var at = VoteForm.instant(in.getLong());
      return new Closure(index, ProposalId.of(text(in, ID_DIGITS)), at, verdict(in));
    } catch (BufferUnderflowException e) {
      throw foreign("an end of a vote ends too early");
    }
  }

  static Chore chore(String text) {
    for (var each : LETTERS.entrySet()) {
      if (!text.isEmpty() && text.charAt(0) == each.getValue()) {
        return new Chore(ProposalId.of(text.substring(1)), each.getKey());
      }
    }
    throw foreign("a chore has an unknown kind");
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw foreign("a part is longer than all there is");
    }
    var bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static String text(ByteBuffer in, int length) {
    return new String(bytes(in, length), StandardCharsets.UTF_8);
  }

  private static MaosException foreign(String what) {
    return new MaosException(ErrorCode.FOREIGN_ENTRY, "in the store of votes " + what);
  }
}
