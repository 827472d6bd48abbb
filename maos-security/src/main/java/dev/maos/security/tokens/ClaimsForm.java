package dev.maos.security.tokens;

import dev.maos.base.AgentId;
import dev.maos.base.InvalidInputException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The claims of a token as JSON (RFC 7519, and "cnf" of RFC 7800); all of them are needed. */
final class ClaimsForm {
  private ClaimsForm() {}

  static Map<String, Object> write(TokenClaims claims) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("iss", claims.issuer());
    fields.put("aud", claims.deployment());
    fields.put("sub", claims.agent().value());
    fields.put("jti", claims.id());
    fields.put("iat", claims.issuedAt().getEpochSecond());
    fields.put("nbf", claims.notBefore().getEpochSecond());
    fields.put("exp", claims.expiresAt().getEpochSecond());
    fields.put("roles", claims.roles());
    fields.put("cnf", Map.of("jkt", claims.thumbprint()));
    return fields;
  }

  static TokenClaims read(Map<String, Object> fields) {
    return new TokenClaims(
        text(fields.get("jti")),
        text(fields.get("iss")),
        text(fields.get("aud")),
        agent(text(fields.get("sub"))),
        texts(fields.get("roles")),
        thumbprint(fields.get("cnf")),
        moment(fields.get("iat")),
        moment(fields.get("nbf")),
        moment(fields.get("exp")));
  }

  private static AgentId agent(String text) {
    try {
      return AgentId.of(text);
    } catch (InvalidInputException _) {
      throw incomplete();
    }
  }

  private static String thumbprint(@Nullable Object confirmation) {
    if (confirmation instanceof Map<?, ?> map && map.size() == 1) {
      return text(map.get("jkt"));
    }
    throw incomplete();
  }

  private static String text(@Nullable Object value) {
    if (value instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw incomplete();
  }

  private static List<String> texts(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(ClaimsForm::text).toList();
    }
    throw incomplete();
  }

  private static Instant moment(@Nullable Object value) {
    if (value instanceof Long seconds && seconds >= 0 && seconds <= Integer.MAX_VALUE * 100L) {
      return Instant.ofEpochSecond(seconds);
    }
    throw incomplete();
  }

  private static UnauthenticatedException incomplete() {
    return new UnauthenticatedException(TokenFault.INCOMPLETE);
  }
}
