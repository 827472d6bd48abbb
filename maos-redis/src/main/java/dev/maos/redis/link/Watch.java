package dev.maos.redis.link;

import dev.maos.base.TimeSource;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Looks after the connections of a link: says how they are, and cuts them when they lead nowhere.
 *
 * <p>The client library makes lost connections anew by itself. What it does not see is a server
 * that became a replica, and a network that swallows everything: so each connection is asked for
 * its role every few seconds, whenever they are all back, and whenever something was wrong.
 */
final class Watch implements RedisConnectionStateListener, AutoCloseable {
  private static final Duration USUAL = Duration.ofSeconds(5);
  private static final Duration IN_TROUBLE = Duration.ofSeconds(1);

  private final TimeSource time;
  private final List<Hearer> hearers = new CopyOnWriteArrayList<>();
  private final Health health;
  private final AtomicBoolean checking = new AtomicBoolean();
  private volatile @Nullable Watched watched;
  private volatile TimeSource.@Nullable Alarm alarm;
  private volatile boolean closed;

  private record Hearer(Ear ear, Subscriber subscriber) {}

  private record Watched(RedisUri uri, Wiring wiring, List<Connection> connections) {}

  Watch(TimeSource time) {
    this.time = time;
    health = new Health(time);
  }

  /** Begins to look, once all connections stand and the server has been examined. */
  void start(RedisUri uri, Wiring wiring, List<Connection> connections) {
    watched = new Watched(uri, wiring, List.copyOf(connections));
    health.verified();
    next();
  }

  /** Looks after one more connection that messages of channels arrive on. */
  void add(Ear ear, Subscriber subscriber) {
    hearers.add(new Hearer(ear, subscriber));
  }

  Health health() {
    return health;
  }

  /** A command failed, and not for a fault of its own. */
  void failed(Throwable error) {
    if (watched == null || closed) {
      return;
    }
    switch (Failure.cause(error)) {
      case RedisCommandExecutionException said -> {
        health.trouble(Failure.words(said));
        if (Failure.isReadOnly(said)) {
          cut();
        }
      }
      case RedisCommandTimeoutException late -> {
        health.trouble(Failure.words(late));
        check();
      }
      default -> {}
    }
  }

  @Override
  public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
    lost(connection);
    if (health.connected(connection)) {
      check();
    }
  }

  @Override
  public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
    // One that was closed on purpose, as after looking at the nodes of a Cluster, means nothing.
    if (connection.isClosed()) {
      health.sweep();
    } else if (!closed) {
      health.disconnected(connection);
      lost(connection);
    }
  }

  /**
   * Another connection in its place has to be subscribed anew. Where it may be another one that was
   * lost, asking for what one has already costs nothing.
   */
  private void lost(RedisChannelHandler<?, ?> connection) {
    for (var hearer : hearers) {
      if (hearer.subscriber().isOver(connection)) {
        hearer.ear().lost();
        var _ = ask(hearer);
      }
    }
  }

  /** What fails here is asked again at the next look. */
  private static CompletionStage<Void> ask(Hearer hearer) {
    var channels = hearer.ear().channels();
    try {
      return channels.isEmpty()
          ? CompletableFuture.completedFuture(null)
          : hearer.subscriber().subscribe(channels);
    } catch (RedisException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void next() {
    if (!closed) {
      alarm = time.schedule(health.isWell() ? USUAL : IN_TROUBLE, this::tick);
      if (closed) {
        close();
      }
    }
  }

  private void tick() {
    health.sweep();
    check();
    next();
  }

  private void check() {
    var now = watched;
    if (now == null || closed || !checking.compareAndSet(false, true)) {
      return;
    }
    var _ =
        all(questions(now))
            .whenComplete((done, error) -> {
              checking.set(false);
              conclude(error);
            });
  }

  private List<CompletionStage<?>> questions(Watched now) {
    var questions = new ArrayList<CompletionStage<?>>();
    now.connections().forEach(each -> questions.add(RoleCheck.of(each, now.uri())));
    // Asking again for what one has already is the way to see that the subscriber is heard.
    hearers.forEach(hearer -> questions.add(ask(hearer)));
    return questions;
  }

  private static CompletableFuture<Void> all(List<CompletionStage<?>> stages) {
    return CompletableFuture.allOf(
        stages.stream()
            .map(CompletionStage::toCompletableFuture)
            .toArray(CompletableFuture[]::new));
  }

  private void conclude(@Nullable Throwable error) {
    if (error == null) {
      health.verified();
      return;
    }
    var cause = Failure.cause(error);
    health.trouble(Failure.words(cause));
    if (cause instanceof NotMasterException || Failure.isLate(cause)) {
      cut();
    }
  }

  private void cut() {
    var now = watched;
    if (now != null && !closed) {
      now.wiring().channels().cut();
    }
  }

  @Override
  public void close() {
    closed = true;
    var waiting = alarm;
    if (waiting != null) {
      waiting.cancel();
    }
  }
}
