package dev.maos.security;

import static dev.maos.security.TwoProcesses.PLANNER;
import static dev.maos.security.TwoProcesses.QUICK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.memory.MemoryTables;
import dev.maos.security.keys.AgentPublicKeys;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.keys.KeyRing;
import dev.maos.security.tokens.TokenFault;
import dev.maos.security.tokens.TokenIssuer;
import dev.maos.security.tokens.TokenProof;
import dev.maos.security.tokens.TokenVerifier;
import dev.maos.security.tokens.UnauthenticatedException;
import dev.maos.security.wire.MalformedException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A token that one process revokes lets nobody in anywhere. */
class RevokedTokensTest {
  private static final AgentId ADMIN = AgentId.of("admin");
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TwoProcesses both = new TwoProcesses();
  private final MemoryTables tables = new MemoryTables(both.time);
  private final KeyRing ring = new KeyRing(both.time, RANDOM, Duration.ofHours(24));
  private final AgentPublicKeys adminKeys;
  private final CommunicationSecurity admin;
  private final CommunicationSecurity door;
  private final TokenIssuer issuer;

  RevokedTokensTest() {
    adminKeys = ring.generate(ADMIN, Set.of(KeyPurpose.SIGN)).open();
    admin = administration();
    door = door();
    issuer =
        new TokenIssuer(ring.own(ADMIN).key(KeyPurpose.SIGN), "maos", "maos", both.time, RANDOM);
  }

  private CommunicationSecurity administration() {
    return CommunicationSecurity.builder(QUICK)
        .time(both.time)
        .keys(ring)
        .administrators(ADMIN)
        .build();
  }

  private CommunicationSecurity door() {
    var process =
        CommunicationSecurity.builder(QUICK).time(both.time).administrators(ADMIN).build();
    process.importAgentPublicKey(ADMIN, adminKeys.toPem());
    process.importAgentPublicKey(PLANNER, both.plannerKeys.toPem());
    return process;
  }

  private TokenVerifier verifier() {
    var key = adminKeys.key(KeyPurpose.SIGN).orElseThrow();
    return new TokenVerifier(key, "maos", "maos", both.time, RANDOM);
  }

  private String issue() {
    return issuer.issue(both.plannerKeys, List.of(), Duration.ofMinutes(15));
  }

  /** Shows it at a door that has never seen it; its id. */
  private String show(CommunicationSecurity at, String token) {
    var verifier = verifier();
    var key = both.planner.keys().own(PLANNER).key(KeyPurpose.SIGN);
    var proof = TokenProof.of(key, token, verifier.challenge());
    return at.authenticate(verifier, token, proof).id();
  }

  private void assertRevoked(CommunicationSecurity at, String token) {
    assertThatThrownBy(() -> show(at, token))
        .isInstanceOfSatisfying(
            UnauthenticatedException.class,
            e -> assertThat(e.fault()).isEqualTo(TokenFault.REVOKED));
  }

  @Test
  void aTokenThatOneProcessRevokesCountsNowhereHalfASecondLater() {
    admin.use(tables);
    door.use(tables);
    var token = issue();
    var other = issue();
    var id = show(door, token);

    admin.revokeToken(verifier(), id);
    both.time.advance(LOOK);

    assertRevoked(door, token);
    assertThat(show(door, other)).isNotEqualTo(id);
  }

  @Test
  void allTokensOfAnAgentAreRevokedEverywhereAndNewOnesCount() {
    admin.use(tables);
    door.use(tables);
    var token = issue();

    admin.revokeTokens(verifier(), PLANNER);
    both.time.advance(LOOK);

    assertRevoked(door, token);
    both.time.advance(Duration.ofSeconds(1));
    assertThat(show(door, issue())).isNotEmpty();
  }

  @Test
  void whoComesLaterKnowsOfThem() {
    admin.use(tables);
    var token = issue();
    admin.revokeToken(verifier(), show(door, token));

    door.use(tables);

    assertRevoked(door, token);
  }

  @Test
  void whatNoAdministratorSaysIsNotBelieved() {
    var planner =
        CommunicationSecurity.builder(QUICK)
            .time(both.time)
            .keys(both.planner.keys())
            .administrators(PLANNER)
            .build();
    planner.use(tables);
    var token = issue();
    planner.revokeToken(verifier(), show(door, token));

    door.use(tables);

    assertThat(show(door, token)).isNotEmpty();
    assertThat(door.metrics().noticesRefused()).isEqualTo(1);
  }

  @Test
  void ofTwoWhoRevokeAtATimeNeitherIsForgotten() throws MalformedException {
    var ids = ofOneDrawer();
    var other = administration();
    admin.use(tables);
    admin.revokeToken(verifier(), ids.getFirst());
    both.time.advance(Duration.ofMillis(1));

    // It has not read what was said when it writes.
    other.revokeToken(verifier(), ids.getLast());
    other.use(tables);
    both.time.advance(LOOK);
    both.time.advance(LOOK);

    var note = tables.notes(0).notes().getLast();
    assertThat(TokenList.parse(Notice.read(note).text()).ids().keySet())
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  private static List<String> ofOneDrawer() {
    return IntStream.range(0, 10_000)
        .mapToObj(number -> "token " + number)
        .filter(id -> TokenList.drawer(id).equals("07"))
        .limit(2)
        .toList();
  }

  @Test
  void aThousandTokensTakeABoundedRoom() {
    admin.use(tables);
    var verifier = verifier();

    for (int i = 0; i < 1_000; i++) {
      admin.revokeToken(verifier, "token " + i);
    }

    assertThat(tables.notes(0).notes()).hasSizeLessThanOrEqualTo(256);
    both.time.advance(Duration.ofMinutes(17));
    admin.revokeToken(verifier, "the last");
    assertThat(tables.notes(0).notes().getLast().value().length)
        .as("those that are over by themselves are not told any more")
        .isLessThan(250);
  }

  @Test
  void aListIsReadAsItWasWrittenAndNoOtherTextIsOne() throws MalformedException {
    var at = Instant.parse("2026-01-01T00:00:00.000001Z");
    var list = new TokenList(Map.of("a b\n\u2713", at, "c", at));

    assertThat(TokenList.parse(list.text())).isEqualTo(list);
    for (var odd : List.of("x", "1 !", "99999999999999999999 YQ", "x YQ", " YQ", "1")) {
      assertThatThrownBy(() -> TokenList.parse(odd)).as(odd).isInstanceOf(MalformedException.class);
    }
  }
}
