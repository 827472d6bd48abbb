package dev.maos.redis.bus;

import dev.maos.backend.Backend;
import dev.maos.base.TimeSource;
import dev.maos.consensus.DecisionStore;
import dev.maos.event.EventStore;
import dev.maos.message.MessageTransport;
import dev.maos.message.QueueLimits;
import dev.maos.monitor.ComponentHealth;
import dev.maos.monitor.Health;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.registry.AgentStore;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The backend with other rules inside the server, to see whether anybody notices. A server takes
 * the rules of whoever came last, so everything of a run must be opened with the same.
 */
public final class PatchedBackend implements Backend {
  private final RedisLink link;
  private final RedisTransport messages;

  private PatchedBackend(RedisLink link, RedisTransport messages) {
    this.link = link;
    this.messages = messages;
  }

  /** Opens with the text of the library changed. */
  public static Backend open(String uri, QueueLimits limits, UnaryOperator<String> change) {
    var time = TimeSource.system();
    var link = RedisLink.open(RedisUri.parse(uri), time);
    return new PatchedBackend(
        link, RedisTransport.open(link, limits, time, Library.patched(change)));
  }

  @Override
  public MessageTransport messages() {
    return messages;
  }

  @Override
  public EventStore events() {
    throw new UnsupportedOperationException("only messages");
  }

  @Override
  public AgentStore agents() {
    throw new UnsupportedOperationException("only messages are broken here");
  }

  @Override
  public DecisionStore decisions() {
    throw new UnsupportedOperationException("only messages");
  }

  @Override
  public ComponentHealth health() {
    return new ComponentHealth("backend", new Health.Healthy(), Duration.ZERO, Map.of());
  }

  @Override
  public void close() {
    messages.close();
    link.close();
  }
}
