package dev.maos.security.keys;

import dev.maos.base.AgentId;
import dev.maos.base.TopicPattern;
import dev.maos.security.crypto.Ed25519;
import dev.maos.security.crypto.Secret;
import dev.maos.security.wire.ByteReader;
import dev.maos.security.wire.ByteWriter;
import dev.maos.security.wire.MalformedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The bytes of what a key ring holds, before they are encrypted. */
final class ContentForm {
  private static final int VERSION = 3;
  private static final int WITHOUT_FORMER = 2;

  private ContentForm() {}

  static byte[] write(KeyRingContent content) {
    var out = new ByteWriter().u8(VERSION);
    out.i32(content.own().size());
    content.own().forEach(keys -> write(out, keys));
    out.i32(content.peers().size());
    content.peers().forEach(peer -> write(out, peer));
    out.i32(content.revoked().size());
    content.revoked().forEach(id -> out.raw(id.bytes()));
    out.field(content.authority().map(PublicKeyInfo::der).orElse(new byte[0]));
    var bytes = out.bytes();
    out.wipe();
    return bytes;
  }

  private static void write(ByteWriter out, AgentKeys keys) {
    out.text(keys.agent().value());
    out.u16(keys.current().size());
    keys.current().forEach(key -> write(out, key));
    out.u16(keys.retired().size());
    for (var retired : keys.retired()) {
      write(out, retired.key());
      write(out, retired.until());
    }
    write(out, keys.former());
  }

  private static void write(ByteWriter out, AgentKey key) {
    var secret = key.secret().bytes();
    out.field(key.info().der()).field(secret);
    write(out, key.createdAt());
    Arrays.fill(secret, (byte) 0);
  }

  private static void write(ByteWriter out, Peer peer) {
    out.text(peer.keys().agent().value()).i64(peer.serial());
    write(out, peer.validUntil());
    out.u16(peer.keys().keys().size());
    peer.keys().keys().forEach(key -> out.field(key.der()));
    out.u16(peer.trusted().size());
    for (var trusted : peer.trusted()) {
      out.field(trusted.key().der());
      write(out, trusted.until());
    }
    write(out, peer.grants());
    write(out, peer.former());
  }

  private static void write(ByteWriter out, FormerKeys former) {
    out.u16(former.all().size());
    for (var each : former.all()) {
      out.raw(each.key().raw());
      write(out, each.replacedAt());
    }
  }

  private static void write(ByteWriter out, Grants grants) {
    texts(out, grants.roles());
    texts(out, grants.publish().stream().map(TopicPattern::value).toList());
    texts(out, grants.consume().stream().map(TopicPattern::value).toList());
  }

  private static void texts(ByteWriter out, List<String> texts) {
    out.u16(texts.size());
    texts.forEach(out::text);
  }

  private static void write(ByteWriter out, Instant moment) {
    out.i64(moment.equals(Instant.MAX) ? Long.MAX_VALUE : moment.toEpochMilli());
  }

  static KeyRingContent read(byte[] bytes) throws MalformedException {
    var in = new ByteReader(bytes);
    int version = in.u8();
    if (version != VERSION && version != WITHOUT_FORMER) {
      throw new MalformedException("its content has a version that is not known");
    }
    var own = new ArrayList<AgentKeys>();
    for (int left = in.i32(); left > 0; left--) {
      own.add(keys(in, version));
    }
    var peers = new ArrayList<Peer>();
    for (int left = in.i32(); left > 0; left--) {
      peers.add(peer(in, version));
    }
    var revoked = new ArrayList<KeyId>();
    for (int left = in.i32(); left > 0; left--) {
      revoked.add(KeyId.of(in.raw(KeyId.SIZE)));
    }
    var authority = in.field();
    in.end();
    return new KeyRingContent(
        own,
        peers,
        revoked,
        authority.length == 0 ? Optional.empty() : Optional.of(PublicKeyInfo.of(authority)));
  }

  private static AgentKeys keys(ByteReader in, int version) throws MalformedException {
    var agent = AgentId.of(in.text());
    var current = new ArrayList<AgentKey>();
    for (int left = in.u16(); left > 0; left--) {
      current.add(key(in));
    }
    var retired = new ArrayList<RetiredKey>();
    for (int left = in.u16(); left > 0; left--) {
      retired.add(new RetiredKey(key(in), moment(in)));
    }
    return new AgentKeys(agent, current, retired, former(in, version));
  }

  private static AgentKey key(ByteReader in) throws MalformedException {
    var info = PublicKeyInfo.of(in.field());
    var secret = in.field();
    var key = new AgentKey(info, Secret.of(secret), moment(in));
    Arrays.fill(secret, (byte) 0);
    return key;
  }

  private static Peer peer(ByteReader in, int version) throws MalformedException {
    var agent = AgentId.of(in.text());
    long serial = in.i64();
    var validUntil = moment(in);
    List<PublicKeyInfo> keys = new ArrayList<>();
    for (int left = in.u16(); left > 0; left--) {
      keys.add(PublicKeyInfo.of(in.field()));
    }
    var trusted = new ArrayList<Peer.Trusted>();
    for (int left = in.u16(); left > 0; left--) {
      trusted.add(new Peer.Trusted(PublicKeyInfo.of(in.field()), moment(in)));
    }
    return new Peer(
        new AgentPublicKeys(agent, keys),
        serial,
        validUntil,
        trusted,
        grants(in),
        former(in, version));
  }

  private static FormerKeys former(ByteReader in, int version) throws MalformedException {
    if (version == WITHOUT_FORMER) {
      return FormerKeys.NONE;
    }
    var former = new ArrayList<FormerKey>();
    for (int left = in.u16(); left > 0; left--) {
      var key = PublicKeyInfo.ofEd25519(in.raw(Ed25519.KEY_SIZE));
      former.add(new FormerKey(key, moment(in)));
    }
    return new FormerKeys(former);
  }

  private static Grants grants(ByteReader in) throws MalformedException {
    return new Grants(texts(in), patterns(in), patterns(in));
  }

  private static List<TopicPattern> patterns(ByteReader in) throws MalformedException {
    return texts(in).stream().map(TopicPattern::of).toList();
  }

  private static List<String> texts(ByteReader in) throws MalformedException {
    var texts = new ArrayList<String>();
    for (int left = in.u16(); left > 0; left--) {
      texts.add(in.text());
    }
    return texts;
  }

  private static Instant moment(ByteReader in) throws MalformedException {
    long millis = in.i64();
    return millis == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochMilli(millis);
  }
}
