package dev.maos.security.keys;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.TopicPattern;
import dev.maos.security.crypto.Ed25519;
import dev.maos.security.wire.ByteReader;
import dev.maos.security.wire.ByteWriter;
import dev.maos.security.wire.MalformedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What an authority says of an agent: which keys it has, which roles, and on which topics it may
 * publish and consume, from when until when.
 *
 * <p>It makes a directory safe that anybody can write: whoever trusts the authority need not trust
 * the place the certificate was found in. Immutable and thread-safe.
 *
 * @param serial grows with each certificate of an agent; a lower one is not taken any more
 * @param signature of the authority over all the rest
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; the bytes are the authority's
public record AgentCertificate(
    AgentPublicKeys keys,
    List<String> roles,
    List<TopicPattern> publish,
    List<TopicPattern> consume,
    Instant notBefore,
    Instant notAfter,
    long serial,
    byte[] signature) {
  private static final byte[] CONTEXT = "MAOS-certificate-1\0".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_LENGTH = 64 * 1024;
  private static final int MAX_ENTRIES = 256;

  /** Copies the lists, and the signature. */
  public AgentCertificate {
    roles = List.copyOf(roles);
    publish = List.copyOf(publish);
    consume = List.copyOf(consume);
    signature = signature.clone();
    if (roles.size() > MAX_ENTRIES
        || publish.size() > MAX_ENTRIES
        || consume.size() > MAX_ENTRIES
        || !notBefore.isBefore(notAfter)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_CERTIFICATE,
          "certificate of agent",
          keys.agent().value(),
          "at most 256 roles and patterns of a kind, and an end after its beginning");
    }
  }

  /** Whose keys are certified. */
  public AgentId agent() {
    return keys.agent();
  }

  /** What it lets the agent do. */
  public Grants grants() {
    return new Grants(roles, publish, consume);
  }

  /** Signs the same with a key to {@link KeyPurpose#SIGN} with. */
  AgentCertificate signedBy(AgentKey authority) {
    return new AgentCertificate(
        keys, roles, publish, consume, notBefore, notAfter, serial, authority.sign(toBeSigned()));
  }

  /** Whether the holder of this key signed it. */
  boolean isSignedBy(PublicKeyInfo authority) {
    return Ed25519.verify(authority.raw(), toBeSigned(), signature);
  }

  /** Whether it holds at this moment. */
  public boolean isValidAt(Instant now) {
    return !now.isBefore(notBefore) && now.isBefore(notAfter);
  }

  private byte[] toBeSigned() {
    return new ByteWriter().raw(CONTEXT).raw(content()).bytes();
  }

  private byte[] content() {
    var out = new ByteWriter().text(agent().value()).u8(keys.keys().size());
    keys.keys().forEach(key -> out.field(key.der()));
    texts(out, roles);
    texts(out, publish.stream().map(TopicPattern::toString).toList());
    texts(out, consume.stream().map(TopicPattern::toString).toList());
    out.i64(notBefore.toEpochMilli()).i64(notAfter.toEpochMilli()).i64(serial);
    return out.bytes();
  }

  private static void texts(ByteWriter out, List<String> texts) {
    out.u16(texts.size());
    texts.forEach(out::text);
  }

  /** The form in which it is stored and sent. */
  public byte[] bytes() {
    return new ByteWriter().raw(content()).field(signature).bytes();
  }

  /**
   * Reads that form, strictly. The signature is not checked yet; a {@link KeyRing} does that.
   *
   * @throws MaosException {@link ErrorCode#INVALID_CERTIFICATE} if the bytes are no certificate, or
   *     {@link ErrorCode#INVALID_PUBLIC_KEY} if a key in it is unsafe
   */
  public static AgentCertificate read(byte[] bytes) {
    try {
      if (bytes.length > MAX_LENGTH) {
        throw new MalformedException("it has %d bytes".formatted(bytes.length));
      }
      var in = new ByteReader(bytes);
      var certificate = read(in);
      in.end();
      return certificate;
    } catch (MalformedException e) {
      throw new MaosException(ErrorCode.INVALID_CERTIFICATE, "not a certificate: " + e.why(), e);
    }
  }

  private static AgentCertificate read(ByteReader in) throws MalformedException {
    var agent = AgentId.of(in.text());
    var keys = new ArrayList<PublicKeyInfo>();
    for (int left = in.u8(); left > 0; left--) {
      keys.add(PublicKeyInfo.of(in.field()));
    }
    return new AgentCertificate(
        new AgentPublicKeys(agent, keys),
        texts(in),
        texts(in).stream().map(TopicPattern::of).toList(),
        texts(in).stream().map(TopicPattern::of).toList(),
        Instant.ofEpochMilli(in.i64()),
        Instant.ofEpochMilli(in.i64()),
        in.i64(),
        in.field());
  }

  private static List<String> texts(ByteReader in) throws MalformedException {
    var texts = new ArrayList<String>();
    for (int left = in.u16(); left > 0; left--) {
      texts.add(in.text());
    }
    return texts;
  }

  @Override
  public String toString() {
    return "AgentCertificate[%s, serial %d, until %s]".formatted(agent(), serial, notAfter);
  }
}
