package dev.maos.redis.link;

import dev.maos.backend.Finding;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.TimeSource;
import dev.maos.redis.link.LinkException.Effect;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A standing connection to Redis, single, behind Sentinels or a Cluster: three lines for functions
 * and one for what others publish, or two.
 *
 * <p>It comes back by itself after every loss, within about a second once the server is there.
 * While it is away, runs fail at once; nothing waits in it and nothing is sent twice. What it calls
 * back (stages, listeners) runs on its I/O thread, which must not be blocked. Thread-safe.
 */
public final class RedisLink implements AutoCloseable {
  private final RedisUri uri;
  private final TimeSource time;
  private final Wiring wiring;
  private final Watch watch;
  private final Ear ear = new Ear();
  private final Subscriber subscriber;
  private final Connection publishing;
  private final Connection settling;
  private final Connection asking;
  private final ServerFacts facts;

  private RedisLink(RedisUri uri, TimeSource time) {
    this.uri = uri;
    this.time = time;
    watch = new Watch(time);
    wiring = Wiring.of(uri, watch);
    try {
      publishing = wiring.reach(uri, watch::failed);
      settling = wiring.reach(uri, watch::failed);
      asking = wiring.reach(uri, watch::failed);
      subscriber = wiring.listen(ear);
      watch.add(ear, subscriber);
      facts = Examination.require(uri, asking);
      watch.start(uri, wiring, List.of(publishing, settling, asking));
    } catch (Throwable e) {
      watch.close();
      wiring.close();
      throw e;
    }
  }

  /**
   * Connects, and refuses a server that would lose what is entrusted to it.
   *
   * @throws LinkException {@link ErrorCode#REDIS_UNREACHABLE}, {@link ErrorCode#REDIS_AUTH}, {@link
   *     ErrorCode#REDIS_NOPERM}, {@link ErrorCode#REDIS_VERSION}, {@link ErrorCode#REDIS_READONLY}
   *     or {@link ErrorCode#REDIS_UNSAFE_CONFIG}; nothing stays open then
   * @throws InvalidInputException {@link ErrorCode#INVALID_REDIS_URL} if there is no such file of
   *     certificates
   */
  public static RedisLink open(RedisUri uri, TimeSource time) {
    Settings.check(uri);
    try {
      return new RedisLink(uri, time);
    } catch (RedisException e) {
      throw Failure.opening(uri, e);
    }
  }

  /**
   * Looks at the server, without changing anything, and tells what is good and what is not. One
   * that cannot be reached is a finding.
   */
  public static List<Finding> examine(RedisUri uri, TimeSource time) {
    return new Doctor(uri, time).examine();
  }

  /**
   * Deletes all keys of the namespace, in portions, and leaves others as they are. This cannot be
   * undone. Whoever still uses the namespace meets what is half gone, and writes more. The server
   * looks at each of its keys, so it takes the longer the more it holds.
   *
   * @return how many keys there were
   * @throws LinkException if the server cannot be reached or refuses; some keys may be gone then,
   *     and erasing again goes on with the rest
   */
  public static long erase(RedisUri uri) {
    Settings.check(uri);
    try (var wiring = Wiring.of(uri, new RedisConnectionStateListener() {})) {
      return new Erasure(uri, wiring.reach(uri, failure -> {})).run();
    } catch (RedisException e) {
      throw Failure.opening(uri, e);
    }
  }

  /** The line on which messages are published. */
  public ScriptLine publishing() {
    return publishing;
  }

  /** The line on which deliveries are settled. */
  public ScriptLine settling() {
    return settling;
  }

  /** The line on which deliveries are asked for. */
  public ScriptLine asking() {
    return asking;
  }

  /** Whether channels are sharded, so that functions publish with SPUBLISH. */
  public boolean sharded() {
    return uri.topology() == Topology.CLUSTER;
  }

  /** The time that waiting for the network goes by. */
  public TimeSource time() {
    return time;
  }

  /** Where it leads to. */
  public RedisUri uri() {
    return uri;
  }

  /** What the server said of itself when the link was opened. */
  public ServerFacts facts() {
    return facts;
  }

  /**
   * What the server says of itself now: the replication id tells whether another has taken over.
   * Waits for the answer, so not on the I/O thread.
   *
   * @throws LinkException if there is no answer
   */
  public ServerFacts factsNow() {
    return new FactsReader(uri, asking).read();
  }

  /**
   * The first key of the namespace that is not of the type that a library expects of it, as a
   * sentence with its name, what it is, what is expected and what to do. Waits for the answer, so
   * not on the I/O thread.
   *
   * @param prefix what the keys begin with
   * @throws LinkException if there is no answer
   */
  public Optional<String> conflictingKey(String prefix) {
    return KeyTypes.conflict(asking, prefix, uri.timeout());
  }

  /** How the link is. */
  public LinkState state() {
    return watch.health().state();
  }

  /**
   * Tells {@code listener} of each change of the state, in order, for as long as the link lives.
   */
  public void onState(Consumer<LinkState> listener) {
    watch.health().onState(listener);
  }

  /**
   * Hears what is published on a channel, for as long as the link lives. Returns when the server
   * has confirmed it, or at once while the link is down: then it begins when the link is back.
   *
   * @param onGap runs after each time that the subscription was made, the first included: what was
   *     published before may have been missed
   * @throws LinkException if the server refuses it
   * @throws IllegalStateException if somebody listens to this channel already
   */
  public void listen(byte[] channel, Consumer<byte[]> onMessage, Runnable onGap) {
    ear.listen(channel, onMessage, onGap);
    try {
      if (sharded()) {
        Answers.insist(() -> subscriber.subscribe(List.of(channel)), uri.timeout());
      } else {
        Answers.await(subscriber.subscribe(List.of(channel)), uri.timeout());
      }
    } catch (LinkException e) {
      if (e.effect() == Effect.REFUSED) {
        ear.forget(channel);
        throw e;
      }
    }
  }

  /**
   * Makes one more connection, on which much may be heard without holding up what {@link #listen}
   * hears. It lives as long as the link.
   *
   * @throws LinkException if the server cannot be reached
   */
  public Reception receive(Listener listener) {
    var own = new Ear(listener::lost);
    try {
      var connection = wiring.listen(own);
      watch.add(own, connection);
      return new Reception(own, connection, listener, sharded(), uri.timeout());
    } catch (RedisException e) {
      throw Failure.opening(uri, e);
    }
  }

  /**
   * How many replicas have what was handed over on {@code line} so far, once they are {@code
   * replicas} or the patience is over. What is handed over on the line meanwhile waits as well.
   *
   * @param patience at most the command timeout of the URI counts
   */
  public CompletionStage<Integer> waitForReplicas(
      ScriptLine line, int replicas, Duration patience) {
    if (!(line instanceof Connection connection)) {
      throw new IllegalArgumentException("line: one of this link is needed");
    }
    // To Redis, 0 means for ever.
    long millis = Math.clamp(patience.toMillis(), 1, uri.timeout().toMillis());
    var args = new RoutedArgs(uri.tag());
    args.add(replicas).add(millis);
    return connection
        .ask(CommandType.WAIT, new IntegerOutput<>(ByteArrayCodec.INSTANCE), args)
        .thenApply(Long::intValue);
  }

  /**
   * Runs a plain command; on Cluster, on the node of the namespace.
   *
   * @return its answer; a single value as a list of one; fails with a {@link LinkException}
   */
  public CompletionStage<List<Object>> ask(String command, byte[]... arguments) {
    var args = new RoutedArgs(uri.tag());
    args.addValues(List.of(arguments));
    return asking.ask(
        CommandType.valueOf(command.toUpperCase(Locale.ROOT)),
        new NestedMultiOutput<>(ByteArrayCodec.INSTANCE),
        args);
  }

  /**
   * Runs a function and waits for what it returns. While there is no answer it is run again, for
   * the command timeout of the URI, so it must be one that may run twice. Not on the I/O thread.
   *
   * @return as {@link ScriptLine#run}
   * @throws LinkException the last failure, after at most twice the command timeout; the function
   *     may have run then, unless it was refused
   */
  public List<Object> repeat(LuaFunction function, List<byte[]> keys, List<byte[]> arguments) {
    return Answers.repeat(() -> asking.run(function, keys, arguments), uri.timeout());
  }

  /** Leaves no thread and no socket. What is under way fails. Closing twice is fine. */
  @Override
  public void close() {
    List.of(publishing, settling, asking).forEach(Connection::close);
    watch.close();
    wiring.close();
  }

  int sockets() {
    return wiring.channels().count();
  }
}
