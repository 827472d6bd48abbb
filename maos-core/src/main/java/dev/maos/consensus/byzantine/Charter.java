package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.consensus.ByteReader;
import dev.maos.consensus.ByteText;
import dev.maos.consensus.Digest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Who sits in a committee, and by which keys each is known: the root of all trust in it.
 *
 * <p>Of n members f = (n - 1) / 3 may lie. What q = (n + f) / 2 + 1 of them sign, nobody else can
 * contradict with the signatures of as many: two such groups share n - 2 (n - q) members, which is
 * more than f. (2f + 1 would do only where n = 3f + 1: of five members it is three, and two groups
 * of three may share the liar alone.) Immutable.
 */
public final class Charter {
  /** The fewest members: with three, not one may lie. */
  public static final int FEWEST = 4;

  /** The most members. */
  public static final int MOST = 100;

  /** The predecessor of a first charter. */
  static final String NOBODY = "";

  private static final String KIND = "CHARTER";
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final long epoch;
  private final String predecessor;
  private final Map<AgentId, MemberKey> keys;
  private final List<AgentId> members;
  private final String id;

  private Charter(long epoch, String predecessor, Map<AgentId, MemberKey> keys) {
    this.epoch = epoch;
    this.predecessor = predecessor;
    this.keys = Collections.unmodifiableMap(new TreeMap<>(keys));
    check();
    this.members = List.copyOf(this.keys.keySet());
    this.id = HexFormat.of().formatHex(Digest.sha256(canonical()));
  }

  /**
   * The first charter of a committee.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_PROPOSAL} unless there are 4 to 100
   *     members, each with a key of its own
   */
  public static Charter of(Map<AgentId, MemberKey> keys) {
    return new Charter(1, NOBODY, keys);
  }

  /** The charter that follows this one, with these members, once this committee has agreed. */
  public Charter successor(Map<AgentId, MemberKey> next) {
    return new Charter(epoch + 1, id, next);
  }

  private void check() {
    if (keys.size() < FEWEST || keys.size() > MOST) {
      throw invalid(
          "members",
          Integer.toString(keys.size()),
          "%d to %d; with fewer than %d nobody may lie".formatted(FEWEST, MOST, FEWEST));
    }
    var owners = new HashMap<MemberKey, AgentId>();
    keys.forEach((member, key) -> {
      var other = owners.put(key, member);
      if (other != null) {
        throw invalid("key of " + member, key.digits(), "another one than that of " + other);
      }
    });
    boolean first = epoch == 1;
    if (epoch < 1 || first != predecessor.isEmpty()) {
      throw invalid("epoch", Long.toString(epoch), "1, or more with a predecessor");
    }
    if (!first && !DIGEST.matcher(predecessor).matches()) {
      throw invalid("predecessor", predecessor, "64 hexadecimal digits");
    }
  }

  /** 64 hexadecimal digits: the SHA-256 of all that it says. */
  public String id() {
    return id;
  }

  /** 1 for the first charter of a committee, and one more for each that follows. */
  public long epoch() {
    return epoch;
  }

  /** The id of the charter before this one; empty for the first. */
  public String predecessor() {
    return predecessor;
  }

  /** In alphabetical order. */
  public List<AgentId> members() {
    return members;
  }

  /** The keys of all members. */
  public Map<AgentId, MemberKey> keys() {
    return keys;
  }

  /** Whether an agent is a member. */
  public boolean includes(AgentId agent) {
    return keys.containsKey(agent);
  }

  /**
   * The key of a member.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_PROPOSAL} if it is none
   */
  public MemberKey key(AgentId member) {
    var key = keys.get(member);
    if (key == null) {
      throw invalid("member", member.value(), "one of " + members);
    }
    return key;
  }

  /** Refuses a charter with a key that is none. */
  void requireKeys(VoteVerifier verifier) {
    keys.forEach((member, key) -> {
      if (!verifier.isKey(key)) {
        throw new MaosException(ErrorCode.INVALID_PUBLIC_KEY, "the key of " + member + " is none");
      }
    });
  }

  /** How many may lie. */
  public int faults() {
    return (members.size() - 1) / 3;
  }

  /** How many speak for all. */
  public int quorum() {
    return (members.size() + faults()) / 2 + 1;
  }

  /** Who proposes in this round: each in turn, beginning at a place that the agenda fixes. */
  AgentId leader(String agenda, int round) {
    long start = Long.parseUnsignedLong(agenda.substring(0, 16), 16);
    long first = Long.remainderUnsigned(start, members.size());
    return members.get((int) ((first + round) % members.size()));
  }

  /** The bytes that the id is the hash of. */
  public byte[] canonical() {
    var out = new ByteText().text(Statement.FORMAT).text(KIND).number(epoch).text(predecessor);
    out.number(keys.size());
    keys.forEach((member, key) -> out.text(member.value()).bytes(key.bytes()));
    return out.bytes();
  }

  /**
   * Reads what {@link #canonical} gave.
   *
   * @throws dev.maos.base.MaosException if these bytes are no charter in its one form
   */
  public static Charter read(byte[] bytes) {
    var in = new ByteReader(bytes);
    in.expect(Statement.FORMAT);
    in.expect(KIND);
    long epoch = in.number();
    var predecessor = in.text();
    var keys = new TreeMap<AgentId, MemberKey>();
    var seen = new HashSet<AgentId>();
    for (int left = in.count(); left > 0; left--) {
      var member = AgentId.of(in.text());
      if (!seen.add(member)) {
        throw invalid("member", member.value(), "one that is named once");
      }
      keys.put(member, MemberKey.of(in.bytes()));
    }
    in.end();
    var charter = new Charter(epoch, predecessor, keys);
    if (!Arrays.equals(charter.canonical(), bytes)) {
      throw ByteReader.foreign("has its members in another order than the alphabetical one");
    }
    return charter;
  }

  private static InvalidInputException invalid(String field, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_PROPOSAL, field, value, allowed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Charter that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "Charter[epoch " + epoch + ", " + members + "]";
  }
}
