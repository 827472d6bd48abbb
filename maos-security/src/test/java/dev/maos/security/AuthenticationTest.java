package dev.maos.security;

import static dev.maos.security.TwoProcesses.PLANNER;
import static dev.maos.security.TwoProcesses.QUICK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.security.audit.AuditLog;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.tokens.TokenClaims;
import dev.maos.security.tokens.TokenFault;
import dev.maos.security.tokens.TokenIssuer;
import dev.maos.security.tokens.TokenProof;
import dev.maos.security.tokens.TokenVerifier;
import dev.maos.security.tokens.UnauthenticatedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who shows a token is asked what every sender is asked. */
class AuthenticationTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AgentId ISSUER = AgentId.of("issuer");

  @TempDir Path folder;
  private final TwoProcesses both = new TwoProcesses();
  private final TokenIssuer issuer;
  private final TokenVerifier verifier;

  AuthenticationTest() {
    var its = both.process(QUICK);
    its.generateAgentKeys(ISSUER);
    var key = its.keys().own(ISSUER).key(KeyPurpose.SIGN);
    issuer = new TokenIssuer(key, "maos", "maos", both.time, RANDOM);
    verifier = new TokenVerifier(key.info(), "maos", "maos", both.time, RANDOM);
  }

  @Test
  void whoIsTrustedAndHoldsTheKeyIsLetIn() {
    var claims = shown(issue());

    assertThat(claims.agent()).isEqualTo(PLANNER);
    assertThat(both.worker.metrics().tokensAccepted()).isEqualTo(1);
  }

  @Test
  void aBlockedAgentIsNotLetInAndItsTokenCountsAgainLater() {
    var token = issue();
    both.worker.blockAgent(PLANNER, "odd");
    assertRefused(TokenFault.BLOCKED, () -> shown(token));
    assertThat(both.worker.metrics().tokensRefused()).isEqualTo(1);

    both.worker.unblockAgent(PLANNER);
    shown(token);
  }

  @Test
  void aKeyThatWasRevokedOrNeverTrustedLetsNobodyIn() {
    var token = issue();
    var stranger = both.process(QUICK);
    var proof =
        TokenProof.of(
            both.planner.keys().own(PLANNER).key(KeyPurpose.SIGN), token, verifier.challenge());
    assertRefused(TokenFault.UNKNOWN_KEY, () -> stranger.authenticate(verifier, token, proof));

    both.worker.revokeKey(both.plannerKeys.key(KeyPurpose.SIGN).orElseThrow().id());
    assertRefused(TokenFault.UNKNOWN_KEY, () -> shown(token));
  }

  @Test
  void whatIsRevokedIsRefusedAndNoTokenIsInTheAuditLog() throws IOException {
    var token = issue();
    try (var log = AuditLog.open(folder.resolve("audit"), both.time)) {
      var worker =
          CommunicationSecurity.builder(QUICK)
              .time(both.time)
              .keys(both.worker.keys())
              .audit(log)
              .build();
      var id = shownAt(worker, token).id();
      worker.revokeToken(verifier, id);
      assertRefused(TokenFault.REVOKED, () -> shownAt(worker, token));
      worker.revokeTokens(verifier, PLANNER);
      assertRefused(TokenFault.REVOKED, () -> shownAt(worker, issue()));
    }

    assertThat(Files.readString(folder.resolve("audit")))
        .contains("TOKEN_ACCEPTED")
        .contains("TOKEN_REVOKED")
        .contains("TOKEN_REFUSED")
        .contains("REVOKED")
        .doesNotContain(token.substring(0, 20))
        .doesNotContain(token.substring(token.length() - 20));
  }

  private String issue() {
    return issuer.issue(both.plannerKeys, List.of(), Duration.ofMinutes(5));
  }

  private TokenClaims shown(String token) {
    return shownAt(both.worker, token);
  }

  private TokenClaims shownAt(CommunicationSecurity at, String token) {
    var key = both.planner.keys().own(PLANNER).key(KeyPurpose.SIGN);
    return at.authenticate(verifier, token, TokenProof.of(key, token, verifier.challenge()));
  }

  private static void assertRefused(TokenFault fault, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            UnauthenticatedException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }
}
