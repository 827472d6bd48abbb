package dev.maos.bench.peers;

import dev.maos.bench.BusBenchOptions;
import dev.maos.bench.EventBenchOptions;
import dev.maos.bench.EventScenario;
import dev.maos.bench.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The words of the command line: {@code --name value} or {@code --name=value}, and scenarios. */
final class PeerOptions {
  private boolean json;
  private Optional<String> url = Optional.empty();
  private Optional<Duration> round = Optional.empty();
  private Optional<Integer> rounds = Optional.empty();
  private final List<String> scenarios = new ArrayList<>();

  private PeerOptions() {}

  static PeerOptions of(List<String> words) {
    var options = new PeerOptions();
    for (var rest = words.iterator(); rest.hasNext(); ) {
      options.read(rest.next(), rest);
    }
    return options;
  }

  private void read(String word, Iterator<String> rest) {
    int equals = word.indexOf('=');
    var name = equals < 0 ? word : word.substring(0, equals);
    switch (name) {
      case "--json" -> json = true;
      case "--url" -> url = Optional.of(value(word, equals, rest));
      case "--seconds" -> round = Optional.of(seconds(value(word, equals, rest)));
      case "--rounds" -> rounds = Optional.of(Integer.valueOf(value(word, equals, rest)));
      default -> {
        if (word.startsWith("-")) {
          throw new IllegalArgumentException("unknown option " + word);
        }
        scenarios.add(word);
      }
    }
  }

  private static String value(String word, int equals, Iterator<String> rest) {
    if (equals >= 0) {
      return word.substring(equals + 1);
    }
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(word + " needs a value");
    }
    return rest.next();
  }

  private static Duration seconds(String text) {
    return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1_000));
  }

  boolean json() {
    return json;
  }

  Optional<String> url() {
    return url;
  }

  /** Those options with what was given; without scenarios these ones. */
  BusBenchOptions over(BusBenchOptions defaults, List<Scenario> otherwise) {
    var named = scenarios.stream().map(Scenario::of).toList();
    var options = defaults.scenarios(named.isEmpty() ? otherwise : named);
    return options
        .round(round.orElse(options.round()))
        .rounds(rounds.orElse(options.rounds()));
  }

  /** The same for events. */
  EventBenchOptions over(EventBenchOptions defaults, List<EventScenario> otherwise) {
    var named = scenarios.stream().map(EventScenario::of).toList();
    var options = defaults.scenarios(named.isEmpty() ? otherwise : named);
    return options
        .round(round.orElse(options.round()))
        .rounds(rounds.orElse(options.rounds()));
  }

  /** For what is measured within this process. */
  void refuseUrl() {
    if (url.isPresent()) {
      throw new IllegalArgumentException("--url goes with redis");
    }
  }
}
