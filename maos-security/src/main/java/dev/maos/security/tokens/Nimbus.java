package dev.maos.security.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSProvider;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import dev.maos.security.crypto.Ed25519;
import dev.maos.security.keys.AgentKey;
import dev.maos.security.keys.PublicKeyInfo;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;

/**
 * JWTs signed by Ed25519, in the one form that is made and taken here. This class alone sees the
 * library, which for Ed25519 would need another one; so signing and checking are ours.
 */
final class Nimbus {
  private static final JOSEObjectType TYPE = new JOSEObjectType("maos+jwt");
  private static final Set<String> HEADER = Set.of("alg", "typ", "kid");
  private static final int MAX_LENGTH = 8 * 1024;

  private Nimbus() {}

  static String sign(Map<String, Object> claims, AgentKey key) {
    try {
      var header =
          new JWSHeader.Builder(JWSAlgorithm.EdDSA)
              .type(TYPE)
              .keyID(key.info().id().toString())
              .build();
      var token = new JWSObject(header, new Payload(claims));
      token.sign(new Signer(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("Ed25519 signs everything", e);
    }
  }

  /** The claims of a token that the holder of this key signed. */
  static Map<String, Object> verify(String text, PublicKeyInfo issuer) {
    try {
      var token = parse(text);
      requireForm(token.getHeader(), issuer);
      if (!token.verify(new Verifier(issuer))) {
        throw new UnauthenticatedException(TokenFault.BAD_SIGNATURE);
      }
      return claims(token.getPayload());
    } catch (JOSEException _) {
      throw new UnauthenticatedException(TokenFault.BAD_SIGNATURE);
    }
  }

  private static JWSObject parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new UnauthenticatedException(TokenFault.MALFORMED);
    }
    try {
      return JWSObject.parse(text);
    } catch (ParseException | IllegalArgumentException _) {
      throw new UnauthenticatedException(TokenFault.MALFORMED);
    }
  }

  private static void requireForm(JWSHeader header, PublicKeyInfo issuer) {
    if (!JWSAlgorithm.EdDSA.equals(header.getAlgorithm())) {
      throw new UnauthenticatedException(TokenFault.WRONG_ALGORITHM);
    }
    if (!TYPE.equals(header.getType())
        || !HEADER.equals(header.getIncludedParams())
        || !issuer.id().toString().equals(header.getKeyID())) {
      throw new UnauthenticatedException(TokenFault.MALFORMED);
    }
  }

  private static Map<String, Object> claims(Payload payload) {
    var claims = payload.toJSONObject();
    if (claims == null) {
      throw new UnauthenticatedException(TokenFault.MALFORMED);
    }
    return claims;
  }

  /** What the library asks of both. */
  private abstract static class Provider implements JWSProvider {
    private final JCAContext context = new JCAContext();

    @Override
    public Set<JWSAlgorithm> supportedJWSAlgorithms() {
      return Set.of(JWSAlgorithm.EdDSA);
    }

    @Override
    public JCAContext getJCAContext() {
      return context;
    }
  }

  private static final class Signer extends Provider implements JWSSigner {
    private final AgentKey key;

    Signer(AgentKey key) {
      this.key = key;
    }

    @Override
    public Base64URL sign(JWSHeader header, byte[] input) {
      return Base64URL.encode(key.sign(input));
    }
  }

  private static final class Verifier extends Provider implements JWSVerifier {
    private final PublicKeyInfo key;

    Verifier(PublicKeyInfo key) {
      this.key = key;
    }

    @Override
    public boolean verify(JWSHeader header, byte[] input, Base64URL signature) {
      // Some of the last character's bits mean nothing; only one form is taken.
      var bytes = signature.decode();
      return Base64URL.encode(bytes).equals(signature) && Ed25519.verify(key.raw(), input, bytes);
    }
  }
}
