package dev.maos.security.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.ManualTime;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.security.keys.AgentKeys;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token counts for its agent, its deployment and its minutes, and in the hand of its holder. */
class TokenTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AgentId WORKER = AgentId.of("worker");
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final ManualTime time = new ManualTime();
  private final AgentKeys issuing = keys("issuer");
  private final AgentKeys worker = keys("worker");
  private final TokenIssuer issuer =
      new TokenIssuer(issuing.key(KeyPurpose.SIGN), "maos", "plant-1", time, RANDOM);
  private final TokenVerifier verifier = verifier("maos", "plant-1");

  @Test
  void whoHoldsTheKeyIsWhoTheTokenSays() {
    var claims = verify(issue());

    assertThat(claims.agent()).isEqualTo(WORKER);
    assertThat(claims.roles()).containsExactly("reader", "writer");
    assertThat(claims.expiresAt()).isEqualTo(time.now().plus(LIFE));
    assertThat(claims.issuer()).isEqualTo("maos");
  }

  @Test
  void aStolenTokenIsWorthNothing() {
    var token = issue();
    var thief = keys("worker");
    var challenge = verifier.challenge();

    assertRefused(
        TokenFault.NOT_ITS_HOLDER,
        () -> verifier.verify(token, TokenProof.of(thief.key(KeyPurpose.SIGN), token, challenge)));
    var mixed =
        new TokenProof(
            worker.key(KeyPurpose.SIGN).info(),
            challenge,
            TokenProof.of(thief.key(KeyPurpose.SIGN), token, challenge).signature());
    assertRefused(TokenFault.NOT_ITS_HOLDER, () -> verifier.verify(token, mixed));
    var otherPurpose = new TokenProof(worker.key(KeyPurpose.AGREE).info(), challenge, new byte[64]);
    assertRefused(TokenFault.NOT_ITS_HOLDER, () -> verifier.verify(token, otherPurpose));
  }

  @Test
  void anAnswerCountsOnceForItsTokenAndWithinAMinute() {
    var token = issue();
    var challenge = verifier.challenge();
    var proof = TokenProof.of(worker.key(KeyPurpose.SIGN), token, challenge);
    verifier.verify(token, proof);

    assertRefused(TokenFault.STALE_CHALLENGE, () -> verifier.verify(token, proof));
    var another = issue();
    var forTheFirst = proof(token);
    assertRefused(TokenFault.NOT_ITS_HOLDER, () -> verifier.verify(another, forTheFirst));
    var slow = proof(token);
    time.advance(Duration.ofMinutes(1));
    assertRefused(TokenFault.STALE_CHALLENGE, () -> verifier.verify(token, slow));
    var own = TokenProof.of(worker.key(KeyPurpose.SIGN), token, new byte[32]);
    assertRefused(TokenFault.STALE_CHALLENGE, () -> verifier.verify(token, own));
  }

  @Test
  void itEndsWhenItSays() {
    var token = issue();

    time.advance(LIFE.plusSeconds(30).minusNanos(1));
    verify(token);
    time.advance(Duration.ofNanos(1));
    assertRefused(TokenFault.OUT_OF_TIME, () -> verify(token));
  }

  @Test
  void forAnotherDeploymentOrOfAnotherIssuerItDoesNotCount() {
    var token = issue();
    var elsewhere = verifier("maos", "plant-2");
    var stranger = verifier("other", "plant-1");

    assertRefused(TokenFault.MISDIRECTED, () -> verify(elsewhere, token));
    assertRefused(TokenFault.MISDIRECTED, () -> verify(stranger, token));
    var foreign =
        new TokenIssuer(keys("foreign").key(KeyPurpose.SIGN), "maos", "plant-1", time, RANDOM)
            .issue(worker.open(), List.of(), LIFE);
    assertRefused(TokenFault.MALFORMED, () -> verify(foreign));
  }

  @Test
  void aRevokedTokenDoesNotCountAndANewOneDoes() {
    var first = issue();
    var second = issue();
    verifier.revoke(verify(first).id());
    assertRefused(TokenFault.REVOKED, () -> verify(first));
    verify(second);

    verifier.revokeAll(WORKER);
    assertRefused(TokenFault.REVOKED, () -> verify(second));
    time.advance(Duration.ofSeconds(1));
    verify(issue());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noCharacterOfATokenCanBeChanged(long number) {
    var seed = new Seed(number);
    var random = seed.random();
    var token = issue();
    for (int i = 0; i < 200; i++) {
      var changed = new StringBuilder(token);
      int at = random.nextInt(token.length());
      char c = "ABCxyz019-_.".charAt(random.nextInt(12));
      changed.setCharAt(at, c);
      if (changed.toString().equals(token)) {
        continue;
      }
      assertThatThrownBy(() -> verify(changed.toString()))
          .as("%s: %c at %d", seed, c, at)
          .isInstanceOf(UnauthenticatedException.class);
    }
    verify(token);
  }

  /** The last one has bits that mean nothing, so others would decode to the same signature. */
  @Test
  void theLastCharacterOfATokenCanBeNoOther() {
    var token = issue();
    var all = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < all.length(); i++) {
      char c = all.charAt(i);
      var changed = token.substring(0, token.length() - 1) + c;
      if (!changed.equals(token)) {
        assertThatThrownBy(() -> verify(changed))
            .as("ends with %c", c)
            .isInstanceOf(UnauthenticatedException.class);
      }
    }
    verify(token);
  }

  static java.util.stream.LongStream seeds() {
    return Seed.range(1, 5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a.b",
        "a.b.c",
        "a.b.c.d.e",
        "\u0000",
        "eyJhbGciOiJub25lIn0.e30.",
        "eyJhbGciOiJub25lIn0.e30.AA",
        "Bearer x",
        "e30.e30.e30",
        "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA",
      })
  void whatIsNoTokenIsRefused(String text) {
    assertThatThrownBy(() -> verify(text)).isInstanceOf(UnauthenticatedException.class);
  }

  @Test
  void whatIsTooLargeIsNotLookedAt() {
    assertRefused(TokenFault.MALFORMED, () -> verify("a".repeat(20_000_000)));
    assertRefused(TokenFault.MALFORMED, () -> verify(issue() + "a".repeat(8_192)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"kid\":\"K\"}|MALFORMED",
        "{\"alg\":\"EdDSA\",\"kid\":\"K\"}|MALFORMED",
        "{\"alg\":\"EdDSA\",\"typ\":\"maos+jwt\"}|MALFORMED",
        "{\"alg\":\"EdDSA\",\"typ\":\"maos+jwt\",\"kid\":\"../../x\"}|MALFORMED",
        "{\"alg\":\"EdDSA\",\"typ\":\"maos+jwt\",\"kid\":\"' OR 1=1 --\"}|MALFORMED",
        "{\"alg\":\"EdDSA\",\"typ\":\"maos+jwt\",\"kid\":\"K\",\"crit\":[\"x\"],\"x\":1}|MALFORMED",
        "{\"alg\":\"EdDSA\",\"typ\":\"maos+jwt\",\"kid\":\"K\",\"jku\":\"http://e/x\"}|MALFORMED",
        "{\"alg\":\"HS256\",\"typ\":\"maos+jwt\",\"kid\":\"K\"}|WRONG_ALGORITHM",
        "{\"alg\":\"ES256\",\"typ\":\"maos+jwt\",\"kid\":\"K\"}|WRONG_ALGORITHM",
      })
  void onlyOneFormOfHeaderIsTaken(String header, TokenFault fault) {
    var given =
        header.replace("\"K\"", '"' + issuing.key(KeyPurpose.SIGN).info().id().toString() + '"');

    assertRefused(fault, () -> verify(signed(given, good())));
  }

  @Test
  void thePublicKeyIsNoPasswordForAnotherAlgorithm() throws Exception {
    var id = issuing.key(KeyPurpose.SIGN).info().id();
    var header = "{\"alg\":\"HS256\",\"typ\":\"maos+jwt\",\"kid\":\"%s\"}".formatted(id);
    var input = base64(header) + "." + base64(json(good()));
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(issuing.key(KeyPurpose.SIGN).info().raw(), "HmacSHA256"));
    var forged = input + "." + base64(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));

    assertRefused(TokenFault.WRONG_ALGORITHM, () -> verify(forged));
  }

  @Test
  void theOneFormOfHeaderIsTakenWhenSignedByHand() {
    assertThat(verify(signed(header(), good())).agent()).isEqualTo(WORKER);
  }

  @Test
  void whoSignsInTheNameOfTheIssuerIsNotBelieved() {
    var input = base64(header()) + "." + base64(json(good()));
    var its = worker.key(KeyPurpose.SIGN).sign(input.getBytes(StandardCharsets.US_ASCII));

    assertRefused(TokenFault.BAD_SIGNATURE, () -> verify(input + "." + base64(its)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "aud", "sub", "jti", "iat", "nbf", "exp", "roles", "cnf"})
  void everyClaimIsNeeded(String name) {
    var claims = good();
    claims.remove(name);

    assertRefused(TokenFault.INCOMPLETE, () -> verify(signed(header(), claims)));
    claims.put(name, Map.of("other", "type"));
    assertRefused(TokenFault.INCOMPLETE, () -> verify(signed(header(), claims)));
  }

  @Test
  void claimsThatGoTooFarAreRefused() {
    long now = time.now().getEpochSecond();

    assertRefused(TokenFault.OUT_OF_TIME, () -> verify(with("exp", now + 315_360_000L)));
    assertRefused(TokenFault.OUT_OF_TIME, () -> verify(with("exp", now + 901)));
    assertRefused(TokenFault.OUT_OF_TIME, () -> verify(with("exp", now - 1)));
    assertRefused(TokenFault.OUT_OF_TIME, () -> verify(with("nbf", now + 31)));
    assertRefused(TokenFault.OUT_OF_TIME, () -> verify(with("iat", now + 31)));
    assertRefused(TokenFault.INCOMPLETE, () -> verify(with("exp", Long.MAX_VALUE)));
    assertRefused(TokenFault.INCOMPLETE, () -> verify(with("exp", "soon")));
    assertRefused(TokenFault.INCOMPLETE, () -> verify(with("aud", List.of("plant-1", "x"))));
    assertRefused(TokenFault.INCOMPLETE, () -> verify(with("sub", "a b")));
    assertRefused(TokenFault.MISDIRECTED, () -> verify(with("aud", "plant-2")));
  }

  @Test
  void everyRefusalReadsTheSame() {
    var texts =
        List.of("", "a.b", issue() + "x").stream()
            .map(text -> org.assertj.core.api.Assertions.catchThrowable(() -> verify(text)))
            .map(Throwable::getMessage)
            .distinct();

    assertThat(texts).containsExactly("UNAUTHENTICATED: the token does not show who is there");
  }

  @Test
  void whatCannotBeIssuedIsRefused() {
    assertCode(
        ErrorCode.INVALID_TTL,
        () -> issuer.issue(worker.open(), List.of(), Duration.ofMinutes(15).plusNanos(1)));
    assertCode(ErrorCode.INVALID_TTL, () -> issuer.issue(worker.open(), List.of(), Duration.ZERO));
    var many = java.util.stream.Stream.generate(() -> "r").limit(65).toList();
    assertCode(ErrorCode.TOO_LARGE, () -> issuer.issue(worker.open(), many, LIFE));
    var mute = AgentKeys.generate(WORKER, EnumSet.of(KeyPurpose.AGREE), time.now(), RANDOM);
    assertCode(ErrorCode.INVALID_PUBLIC_KEY, () -> issuer.issue(mute.open(), List.of(), LIFE));
  }

  @Test
  void theThumbprintIsThatOfTheRfc() {
    var x = Base64.getUrlDecoder().decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");

    assertThat(Thumbprint.of(x)).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  }

  private String with(String claim, Object value) {
    var claims = good();
    claims.put(claim, value);
    return signed(header(), claims);
  }

  private String header() {
    return "{\"alg\":\"EdDSA\",\"typ\":\"maos+jwt\",\"kid\":\"%s\"}"
        .formatted(issuing.key(KeyPurpose.SIGN).info().id());
  }

  private Map<String, Object> good() {
    long now = time.now().getEpochSecond();
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", "maos");
    claims.put("aud", "plant-1");
    claims.put("sub", "worker");
    claims.put("jti", "1");
    claims.put("iat", now);
    claims.put("nbf", now);
    claims.put("exp", now + 60);
    claims.put("roles", List.of());
    claims.put("cnf", Map.of("jkt", Thumbprint.of(worker.key(KeyPurpose.SIGN).info())));
    return claims;
  }

  /** What somebody could make who has the issuer's key and no care. */
  private String signed(String header, Map<String, Object> claims) {
    var input = base64(header) + "." + base64(json(claims));
    var signature = issuing.key(KeyPurpose.SIGN).sign(input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + base64(signature);
  }

  private static String json(Map<String, Object> claims) {
    return Payload.of(claims).text();
  }

  private static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private String issue() {
    return issuer.issue(worker.open(), List.of("reader", "writer"), LIFE);
  }

  private TokenClaims verify(String token) {
    return verify(verifier, token);
  }

  private TokenClaims verify(TokenVerifier at, String token) {
    var proof = TokenProof.of(worker.key(KeyPurpose.SIGN), token, at.challenge());
    return at.verify(token, proof);
  }

  private TokenProof proof(String token) {
    return TokenProof.of(worker.key(KeyPurpose.SIGN), token, verifier.challenge());
  }

  private TokenVerifier verifier(String of, String deployment) {
    return new TokenVerifier(issuing.key(KeyPurpose.SIGN).info(), of, deployment, time, RANDOM);
  }

  private AgentKeys keys(String agent) {
    return AgentKeys.generate(
        AgentId.of(agent), EnumSet.of(KeyPurpose.SIGN, KeyPurpose.AGREE), time.now(), RANDOM);
  }

  private static void assertRefused(TokenFault fault, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            UnauthenticatedException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }

  private static void assertCode(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(MaosException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
