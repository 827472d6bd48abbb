package dev.maos.security;

import static dev.maos.security.TwoProcesses.PLANNER;
import static dev.maos.security.TwoProcesses.QUICK;
import static dev.maos.security.TwoProcesses.WORKER;
import static dev.maos.security.TwoProcesses.assertCode;
import static dev.maos.security.TwoProcesses.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.base.TopicPattern;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Refusal;
import dev.maos.consensus.Subject;
import dev.maos.consensus.VotingRule;
import dev.maos.event.Event;
import dev.maos.event.EventDraft;
import dev.maos.event.EventFilter;
import dev.maos.event.EventType;
import dev.maos.message.Message;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.Prober;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.limits.Limit;
import dev.maos.security.limits.LimitPolicy;
import dev.maos.security.limits.Rate;
import dev.maos.security.tokens.TokenClaims;
import dev.maos.security.tokens.TokenFault;
import dev.maos.security.tokens.TokenIssuer;
import dev.maos.security.tokens.TokenProof;
import dev.maos.security.tokens.TokenVerifier;
import dev.maos.security.tokens.UnauthenticatedException;
import dev.maos.testkit.redis.RedisCluster;
import dev.maos.testkit.redis.RedisServer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What protects processes that share a backend, on real servers: one Redis, and a Cluster. */
@Timeout(120)
@ParameterizedClass
@EnumSource
class SecurityOnRedisTest {
  private static final AgentId ADMIN = AgentId.of("admin");
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final int BURST = 20;
  private static final SecureRandom RANDOM = new SecureRandom();

  // For both sites; they end with this process.
  private static final RedisServer SERVER = RedisServer.start();
  private static final RedisCluster NODES = RedisCluster.start();

  private final Deque<Maos> open = new ArrayDeque<>();
  private final CommunicationSecurity admin = security();
  private final CommunicationSecurity planner = security();
  private final CommunicationSecurity worker = security();
  private final String uri;
  private final Maos planners;
  private final Maos workers;

  enum Site {
    SINGLE,
    CLUSTER;

    String uri() {
      return (this == SINGLE ? SERVER.uri() : NODES.uri())
          + "?namespace=security-"
          + RANDOM.nextInt(1_000_000);
    }
  }

  SecurityOnRedisTest(Site site) {
    trustOneAnother();
    uri = site.uri();
    maos(admin);
    planners = maos(planner);
    workers = maos(worker);
  }

  private static CommunicationSecurity security() {
    return limited(CommunicationSecurity.builder(QUICK).administrators(ADMIN));
  }

  private static CommunicationSecurity limited(SecurityBuilder builder) {
    var rate = Rate.perMinute(1).burst(BURST);
    return builder.limits(LimitPolicy.none().with(new Limit.OfAgent(rate))).build();
  }

  private void trustOneAnother() {
    var all = List.of(admin, planner, worker);
    var names = List.of(ADMIN, PLANNER, WORKER);
    for (int i = 0; i < all.size(); i++) {
      var pem = all.get(i).generateAgentKeys(names.get(i)).toPem();
      for (var other : all) {
        if (other != all.get(i)) {
          other.importAgentPublicKey(names.get(i), pem);
        }
      }
    }
  }

  private Maos maos(CommunicationSecurity security) {
    var maos = Maos.builder(uri).guardedBy(security).open();
    open.push(maos);
    return maos;
  }

  @AfterEach
  void close() {
    open.forEach(Maos::close);
  }

  private static Message order() {
    return Message.from(PLANNER).to(WORKER).on("tasks").command(Payload.text("open the safe"));
  }

  @Test
  void aMessageArrivesAsItWas() throws InterruptedException {
    var heard = new LinkedBlockingQueue<String>();
    workers
        .bus()
        .subscribe(WORKER, TopicPattern.of("tasks"), each -> heard.add(each.payload().text()));

    planners.bus().publish(order());

    assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("open the safe");
  }

  @Test
  void anAgentOfAnotherProcessAnswersAProbe() throws InterruptedException {
    workers.registry().register(AgentDescriptor.of("worker").build());
    await(() -> planners.registry().agent(WORKER).isPresent());

    var result = planners.registry().probe(WORKER, BOUND);

    assertThat(result.answer()).isEqualTo(Prober.Answer.HERE);
  }

  @Test
  void aMessageThatOneProcessTookIsRefusedByAll() {
    var second = CommunicationSecurity.builder(QUICK).keys(worker.keys()).build();
    maos(second);
    var sealed = planner.secureMessage(order(), WORKER);
    worker.verifyMessage(sealed, PLANNER);

    assertRejected(Rejection.REPLAYED, () -> second.verifyMessage(sealed, PLANNER));
  }

  @Test
  void aLimitHoldsOverAllProcesses() {
    var second = limited(CommunicationSecurity.builder(QUICK).keys(planner.keys()));
    maos(second);
    for (int i = 0; i < BURST; i++) {
      (i % 2 == 0 ? second : planner).secureMessage(order(), WORKER);
    }

    assertCode(ErrorCode.RATE_LIMITED, () -> planner.secureMessage(order(), WORKER));
    assertCode(ErrorCode.RATE_LIMITED, () -> second.secureMessage(order(), WORKER));
  }

  @Test
  void whomAnAdministratorBlocksIsBlockedEverywhere() {
    var sealed = planner.secureMessage(order(), WORKER);

    admin.blockAgent(PLANNER, "odd");

    await(() -> worker.blockReason(PLANNER).isPresent());
    assertRejected(Rejection.BLOCKED, () -> worker.verifyMessage(sealed, PLANNER));
  }

  @Test
  void aTokenThatAnAdministratorRevokesLetsNobodyIn() {
    var issuing = admin.keys().own(ADMIN).key(KeyPurpose.SIGN);
    var time = TimeSource.system();
    var open = planner.keys().own(PLANNER).open();
    var token =
        new TokenIssuer(issuing, "maos", "maos", time, RANDOM)
            .issue(open, List.of(), Duration.ofMinutes(5));
    var verifier = new TokenVerifier(issuing.info(), "maos", "maos", time, RANDOM);
    var id = show(verifier, token).id();

    var elsewhere = new TokenVerifier(issuing.info(), "maos", "maos", time, RANDOM);
    admin.revokeToken(elsewhere, id);

    await(() -> isRefused(verifier, token));
  }

  private TokenClaims show(TokenVerifier verifier, String token) {
    var key = planner.keys().own(PLANNER).key(KeyPurpose.SIGN);
    return worker.authenticate(verifier, token, TokenProof.of(key, token, verifier.challenge()));
  }

  private boolean isRefused(TokenVerifier verifier, String token) {
    try {
      return show(verifier, token).id().isEmpty();
    } catch (UnauthenticatedException e) {
      assertThat(e.fault()).isEqualTo(TokenFault.REVOKED);
      return true;
    }
  }

  @Test
  void anEventIsHeardElsewhereAndAnUnsignedOneIsNot() throws InterruptedException {
    var heard = new LinkedBlockingQueue<String>();
    workers
        .events()
        .subscribe(WORKER, EventFilter.all(), each -> heard.add(each.event().data().text()));
    try (var stranger = Maos.open(uri)) {
      stranger.events().dispatch(event("forged"));
    }

    planners.events().dispatch(event("true"));

    assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("true");
    assertThat(worker.metrics().eventsRefused()).isPositive();
  }

  private static EventDraft event(String text) {
    return Event.from(PLANNER).on("tasks").type(EventType.TASK_STARTED).data(Payload.text(text));
  }

  @Test
  void aBallotOfAStrangerDoesNotCountAndThoseOfTheVotersDo() {
    var proposal =
        planners
            .consensus()
            .propose(
                Subject.of(PLANNER, "Open the safe?", ""),
                Contest.yesOrNo(VotingRule.absoluteMajority()),
                Electorate.of(PLANNER, WORKER, ADMIN),
                Duration.ofMinutes(5));
    try (var stranger = Maos.open(uri)) {
      stranger.consensus().cast(proposal.id(), ADMIN, Ballot.no());
    }
    planners.consensus().cast(proposal.id(), PLANNER, Ballot.yes());

    var receipt = workers.consensus().cast(proposal.id(), WORKER, Ballot.yes());

    assertThat(receipt.decision().name()).isEqualTo("PASSED");
    assertThat(planners.consensus().status(proposal.id()).count().refused())
        .extracting(Refusal::reason)
        .containsExactly(Refusal.Reason.NOT_BELIEVED);
  }

  private static void await(BooleanSupplier condition) {
    var clock = TimeSource.system();
    long end = clock.nanos() + BOUND.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(clock.nanos()).as("it did not come").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
