package dev.maos.security.session;

import dev.maos.base.AgentId;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Topic;
import dev.maos.security.crypto.Aead;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.crypto.Secret;
import dev.maos.security.crypto.SecurityRejectedException;
import dev.maos.security.envelope.SharedKey;
import dev.maos.security.wire.ByteReader;
import dev.maos.security.wire.ByteWriter;
import dev.maos.security.wire.MalformedException;
import java.util.LinkedHashSet;
import java.util.Set;

/** A key on its way to somebody, as it lies in its envelope. */
sealed interface KeyLetter {
  /** The key of a session between two agents. */
  record ForSession(SharedKey key) implements KeyLetter {}

  /** The key of a topic, and who has it. */
  record ForTopic(Topic topic, SharedKey key, Set<AgentId> members) implements KeyLetter {
    public ForTopic {
      members = Set.copyOf(members);
    }
  }

  /** Who is in a group, at most. */
  int MAX_MEMBERS = 1_000;

  int SESSION = 1;
  int TOPIC = 2;

  default byte[] bytes() {
    var out = new ByteWriter();
    switch (this) {
      case ForSession(var key) -> out.u8(SESSION).raw(key.secret().bytes());
      case ForTopic(var topic, var key, var members) -> {
        out.u8(TOPIC).raw(key.secret().bytes()).i32(key.epoch()).text(topic.value());
        out.u16(members.size());
        members.stream().sorted().forEach(member -> out.text(member.value()));
      }
    }
    return out.bytes();
  }

  static KeyLetter read(byte[] bytes) {
    try {
      var in = new ByteReader(bytes);
      var letter = read(in);
      in.end();
      return letter;
    } catch (MalformedException | InvalidInputException _) {
      throw new SecurityRejectedException(Rejection.MALFORMED);
    }
  }

  private static KeyLetter read(ByteReader in) throws MalformedException {
    int kind = in.u8();
    var secret = Secret.of(in.raw(Aead.KEY_SIZE));
    return switch (kind) {
      case SESSION -> new ForSession(SharedKey.of(secret, 0));
      case TOPIC -> {
        var key = SharedKey.of(secret, in.i32());
        var topic = new Topic(in.text());
        var members = new LinkedHashSet<AgentId>();
        for (int left = in.u16(); left > 0; left--) {
          members.add(AgentId.of(in.text()));
        }
        yield new ForTopic(topic, key, members);
      }
      default -> throw new MalformedException("a key of an unknown kind");
    };
  }
}
