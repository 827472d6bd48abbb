package dev.maos.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.Message;
import dev.maos.testkit.redis.RedisServer;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One trace over three layers, each with a connection and an SDK of its own, over one Redis. */
@Timeout(120)
class OneTraceTest {
  private static final AgentId CUSTOMER = AgentId.of("customer");
  private static final AgentId SHOP = AgentId.of("shop");
  private static final AgentId STORE = AgentId.of("store");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void aRequestThatGoesOnToAThirdIsOneTrace() throws Exception {
    try (var server = RedisServer.start();
        var customer = TracedProcess.of(server.uri(), "customer");
        var shop = customer.beside(server.uri(), "shop");
        var store = customer.beside(server.uri(), "store")) {
      store
          .maos()
          .bus()
          .subscribe(STORE, TopicPattern.of("stock"), asked -> asked.reply(Payload.text("7")));
      shop.maos()
          .bus()
          .subscribe(
              SHOP,
              TopicPattern.of("orders"),
              order -> {
                var question = Message.from(SHOP).to(STORE).on("stock").query(order.payload());
                order.reply(shop.maos().bus().request(question, PATIENCE).payload());
              });

      var order = Message.from(CUSTOMER).to(SHOP).on("orders").query(Payload.text("lamp"));
      var answer = customer.maos().bus().request(order, PATIENCE);
      shop.maos().bus().awaitIdle(PATIENCE);
      store.maos().bus().awaitIdle(PATIENCE);
      customer.maos().bus().awaitIdle(PATIENCE);

      assertThat(answer.payload().text()).isEqualTo("7");
      assertThat(customer.spans())
          .extracting(SpanData::getTraceId)
          .containsOnly(customer.span("request orders").getTraceId());
      assertThat(pathTo(customer, customer.span("process stock")))
          .containsExactly(
              "customer: request orders",
              "customer: create orders",
              "shop: process orders",
              "shop: request stock",
              "shop: create stock",
              "store: process stock");
    }
  }

  /** From the root of the trace down to this span. */
  private static List<String> pathTo(TracedProcess all, SpanData span) {
    var path = new ArrayList<String>();
    var at = Optional.of(span);
    while (at.isPresent()) {
      var here = at.get();
      path.addFirst(TracedProcess.service(here) + ": " + here.getName());
      at =
          all.spans().stream()
              .filter(other -> other.getSpanId().equals(here.getParentSpanId()))
              .findFirst();
    }
    return path;
  }
}
