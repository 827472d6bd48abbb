package dev.maos.security;

import dev.maos.backend.Note;
import dev.maos.base.AgentId;
import dev.maos.base.InvalidInputException;
import dev.maos.security.access.Action;
import dev.maos.security.crypto.Ed25519;
import dev.maos.security.keys.AgentKey;
import dev.maos.security.keys.KeyId;
import dev.maos.security.keys.PublicKeyInfo;
import dev.maos.security.wire.ByteReader;
import dev.maos.security.wire.ByteWriter;
import dev.maos.security.wire.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Something that one process tells all others of its deployment, signed by an agent: whoever keeps
 * the tables can withhold it, and can neither invent nor change it.
 *
 * @param subject an agent's name in lower case, the id of a key, the drawer of tokens, or nothing
 * @param text why, the policy, or which tokens
 * @param rank which of two notices of one key counts: the higher
 * @param by who says so
 * @param key with which key
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Notice(
    Kind kind,
    UUID deployment,
    String subject,
    String text,
    long rank,
    AgentId by,
    KeyId key,
    byte[] signature) {
  private static final int VERSION = 1;
  private static final byte[] DOMAIN = "MAOS notice 1\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] UNSIGNED = new byte[0];

  /** What a notice says. Those of one slot and subject replace one another. */
  enum Kind {
    BLOCKED(1, "block", Action.KEYS_ADMIN),
    UNBLOCKED(2, "block", Action.KEYS_ADMIN),
    TRUSTED(3, "trust", Action.KEYS_ADMIN),
    DISTRUSTED(4, "trust", Action.KEYS_ADMIN),
    KEY_REVOKED(5, "key", Action.KEYS_ADMIN),
    POLICY(6, "policy", Action.POLICY_ADMIN),
    TOKENS_REVOKED(7, "token", Action.KEYS_ADMIN),
    AGENTS_TOKENS_REVOKED(8, "tokens", Action.KEYS_ADMIN);

    private final int number;
    private final String slot;
    private final Action right;

    Kind(int number, String slot, Action right) {
      this.number = number;
      this.slot = slot;
      this.right = right;
    }

    /** What one must be allowed to do to say so. */
    Action right() {
      return right;
    }

    static Kind of(int number) throws MalformedException {
      for (var kind : values()) {
        if (kind.number == number) {
          return kind;
        }
      }
      throw new MalformedException("no kind of notice: " + number);
    }
  }

  static Notice unsigned(Kind kind, UUID deployment, String subject, String text, long rank) {
    return new Notice(
        kind, deployment, subject, text, rank, AgentId.of("nobody"), KeyId.NONE, UNSIGNED);
  }

  Notice signedBy(AgentId agent, AgentKey with) {
    var named =
        new Notice(kind, deployment, subject, text, rank, agent, with.info().id(), UNSIGNED);
    return named.with(with.sign(named.signed()));
  }

  private Notice with(byte[] other) {
    return new Notice(kind, deployment, subject, text, rank, by, key, other);
  }

  boolean isSignedBy(PublicKeyInfo other) {
    return Ed25519.verify(other.raw(), signed(), signature);
  }

  /** What stands in the tables in the place of notices before. */
  String slot() {
    return kind.slot + ":" + subject;
  }

  Note note() {
    return new Note(slot(), rank, new ByteWriter().raw(body()).raw(signature).bytes());
  }

  private byte[] signed() {
    return new ByteWriter().raw(DOMAIN).raw(body()).bytes();
  }

  private byte[] body() {
    return new ByteWriter()
        .u8(VERSION)
        .u8(kind.number)
        .i64(deployment.getMostSignificantBits())
        .i64(deployment.getLeastSignificantBits())
        .text(subject)
        .block(text.getBytes(StandardCharsets.UTF_8))
        .i64(rank)
        .text(by.value())
        .raw(key.bytes())
        .bytes();
  }

  /** The notice in a note, which has to be the one of its key and rank. */
  static Notice read(Note note) throws MalformedException {
    var in = new ByteReader(note.value());
    if (in.u8() != VERSION) {
      throw new MalformedException("no notice of this version");
    }
    var kind = Kind.of(in.u8());
    var deployment = new UUID(in.i64(), in.i64());
    var subject = in.text();
    var text = in.longText();
    long rank = in.i64();
    var by = agent(in.text());
    var key = KeyId.of(in.raw(KeyId.SIZE));
    var signature = in.raw(Ed25519.SIGNATURE_SIZE);
    in.end();
    var notice = new Notice(kind, deployment, subject, text, rank, by, key, signature);
    if (!notice.slot().equals(note.key()) || rank != note.rank()) {
      throw new MalformedException("a notice in another's place");
    }
    return notice;
  }

  private static AgentId agent(String text) throws MalformedException {
    try {
      return AgentId.of(text);
    } catch (InvalidInputException _) {
      throw new MalformedException("no agent's name");
    }
  }
}
