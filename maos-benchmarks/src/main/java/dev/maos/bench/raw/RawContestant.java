package dev.maos.bench.raw;

import dev.maos.bench.Contestant;
import dev.maos.bench.OneWay;
import dev.maos.bench.RoundTrip;
import dev.maos.bench.Scenario;
import dev.maos.bench.Sink;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** A bare client over one way through the server, under the name of that way. */
public final class RawContestant implements Contestant {
  private static final int PRIORITIES = 4;
  private static final long ID_SEED = 20_260_101L;

  private final String system;
  private final RawAddress address;
  private final Set<Scenario> scenarios;

  private RawContestant(String system, RawAddress address, Set<Scenario> scenarios) {
    this.system = system;
    this.address = address;
    this.scenarios = scenarios;
  }

  /** One for each scenario in which a bare client has something to show. */
  static List<Contestant> all(RawAddress address) {
    var acknowledged =
        EnumSet.of(
            Scenario.AT_LEAST_ONCE,
            Scenario.PRIORITY,
            Scenario.PUBLISH_ONE_BY_ONE,
            Scenario.REQUEST_REPLY,
            Scenario.IDLE_AGENTS,
            Scenario.IDLE_AGENTS_ROUND_ROBIN);
    return List.of(
        new RawContestant("raw-framed", address, acknowledged),
        new RawContestant("raw-framed-ids", address, EnumSet.of(Scenario.EXACTLY_ONCE)),
        new RawContestant(
            "raw-framed-pubsub",
            address,
            EnumSet.of(Scenario.AT_MOST_ONCE, Scenario.AT_MOST_ONCE_TOPIC)));
  }

  @Override
  public String system() {
    return system;
  }

  @Override
  public boolean plays(Scenario scenario) {
    return scenarios.contains(scenario);
  }

  @Override
  public OneWay oneWay(Scenario scenario, int streams, Sink sink) {
    var key = freshKey();
    return switch (scenario) {
      case AT_MOST_ONCE, AT_MOST_ONCE_TOPIC -> overChannel(key, sink);
      case EXACTLY_ONCE -> withIds(key, sink);
      case PRIORITY -> overStreams(keys(key), sink);
      case PUBLISH_ONE_BY_ONE -> fromMany(key, sink);
      case IDLE_AGENTS, IDLE_AGENTS_ROUND_ROBIN -> new RawAgents(address, key, streams, sink);
      case AT_LEAST_ONCE, REQUEST_REPLY, OBSERVED, ENVELOPE ->
          overStreams(new String[] {key}, sink);
    };
  }

  @Override
  public RoundTrip roundTrip() {
    return new RawRoundTrip(address, freshKey());
  }

  private OneWay overChannel(String channel, Sink sink) {
    var intake = ChannelIntake.open(address, channel, sink);
    return new RawOneWay(RespConnection.open(address), new ChannelOutlet(channel), intake, 1);
  }

  private OneWay withIds(String key, Sink sink) {
    var intake = StreamIntake.open(address, new String[] {key}, sink);
    return new RawOneWay(
        RespConnection.open(address),
        new IdOutlet(key, ID_SEED),
        intake,
        1,
        key,
        key + ":ids",
        key + ":ids:old");
  }

  private OneWay overStreams(String[] keys, Sink sink) {
    var intake = StreamIntake.open(address, keys, sink);
    return new RawOneWay(
        RespConnection.open(address), new StreamOutlet(keys), intake, keys.length, keys);
  }

  private OneWay fromMany(String key, Sink sink) {
    var intake = StreamIntake.open(address, new String[] {key}, sink);
    return new RawCrowd(
        RespConnection.open(address), new StreamOutlet(new String[] {key}), intake, key);
  }

  private static String[] keys(String key) {
    var keys = new String[PRIORITIES];
    for (int i = 0; i < PRIORITIES; i++) {
      keys[i] = key + ":" + i;
    }
    return keys;
  }

  // Another run, or one that was killed, must not be in the way.
  private static String freshKey() {
    return "maos-bench:" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }
}
