package dev.maos.opentelemetry;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.Subject;
import dev.maos.consensus.VotingRule;
import dev.maos.event.Event;
import dev.maos.event.EventFilter;
import dev.maos.event.EventType;
import dev.maos.message.Message;
import java.time.Duration;
import java.util.Map;

/**
 * A process of three that have something to do with one another: the customer orders, the shop
 * tells that something was ordered, the auditor has the two vote about it, and the customer hears
 * how that ended.
 *
 * <p>It says what it has come to, a word a line. When its input ends, it prints its spans and ends.
 */
final class Household {
  private static final AgentId CUSTOMER = AgentId.of("customer");
  private static final AgentId SHOP = AgentId.of("shop");
  private static final AgentId AUDITOR = AgentId.of("auditor");

  private final TracedProcess process;
  private final Maos maos;

  private Household(TracedProcess process) {
    this.process = process;
    this.maos = process.maos();
  }

  /** Its arguments are the backend, and who it is. */
  public static void main(String[] args) throws Exception {
    try (var process = TracedProcess.of(args[0], args[1])) {
      var one = new Household(process);
      switch (args[1]) {
        case "customer" -> one.beCustomer();
        case "shop" -> one.beShop();
        default -> one.beAuditor();
      }
      say("ready");
      while (System.in.read() == '!') {
        one.order();
      }
      process.maos().close();
      process.spans().stream().map(SpanLine::of).forEach(Household::say);
    }
  }

  private static void say(Object word) {
    System.out.println(word);
  }

  private void order() {
    var span = process.tracer().spanBuilder("buy").startSpan();
    try (var _ = span.makeCurrent()) {
      maos.bus()
          .publish(Message.from(CUSTOMER).to(SHOP).on("orders").command(Payload.text("lamp")));
    } finally {
      span.end();
    }
  }

  private void beCustomer() {
    votes(CUSTOMER);
    maos.events()
        .subscribe(
            CUSTOMER,
            EventFilter.ofType(EventType.of("CONSENSUS_INITIATED")),
            it -> say("initiated"));
    maos.bus()
        .subscribe(
            CUSTOMER,
            TopicPattern.of("_maos.votes.results"),
            it -> say(String.valueOf(it.payload().as(Map.class).get("decision"))));
  }

  private void beShop() {
    votes(SHOP);
    maos.bus()
        .subscribe(
            SHOP,
            TopicPattern.of("orders"),
            order -> maos.events().dispatch(Event.from(SHOP).on("sales").type("ORDERED")));
  }

  private void beAuditor() {
    maos.events()
        .subscribe(
            AUDITOR,
            EventFilter.ofType(EventType.of("ORDERED")),
            it ->
                maos.consensus()
                    .propose(
                        Subject.of(AUDITOR, "Is that fine?", ""),
                        Contest.yesOrNo(VotingRule.simpleMajority()),
                        Electorate.of(CUSTOMER, SHOP),
                        Duration.ofMinutes(10)));
  }

  private void votes(AgentId voter) {
    maos.bus()
        .subscribe(
            voter,
            TopicPattern.of("_maos.votes.invitations"),
            it ->
                maos.consensus()
                    .cast(
                        ProposalId.of(String.valueOf(it.payload().as(Map.class).get("proposal"))),
                        voter,
                        Ballot.yes()));
  }
}
