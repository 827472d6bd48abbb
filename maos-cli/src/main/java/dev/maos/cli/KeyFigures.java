package dev.maos.cli;

import dev.maos.security.keys.AgentPublicKeys;
import dev.maos.security.keys.KeyId;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.keys.KeyRing;
import dev.maos.security.keys.ReplacedKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may be shown of keys: public halves, their ids and whether they count. */
final class KeyFigures {
  private static final String UNKNOWN = "-";

  private final KeyRing ring;

  KeyFigures(KeyRing ring) {
    this.ring = ring;
  }

  /** The keys of this agent that are its own or trusted now. */
  List<ShownKey> of(AgentPublicKeys agent) {
    return agent.keys().stream()
        .map(key -> shown(new ShownKey.Owner(agent.agent(), key.purpose()), key.id()))
        .toList();
  }

  private ShownKey shown(ShownKey.Owner owner, KeyId key) {
    var state = ring.isRevoked(key) ? ShownKey.State.REVOKED : ShownKey.State.ACTIVE;
    return new ShownKey(Optional.of(owner), key, state, Optional.empty());
  }

  /** The keys of all agents of a ring, one's own first. */
  List<ShownKey> current() {
    return Stream.concat(
            ring.owned().stream().map(agent -> ring.own(agent).open()), ring.others().stream())
        .flatMap(keys -> of(keys).stream())
        .toList();
  }

  /** Those, then the ones that they replaced, then what was revoked and is nobody's here. */
  List<ShownKey> all() {
    var all = new ArrayList<>(current());
    ring.replaced().forEach(key -> all.add(shown(key)));
    var known = all.stream().map(ShownKey::key).collect(Collectors.toSet());
    ring.revoked().stream()
        .filter(key -> !known.contains(key))
        .forEach(key -> all.add(ShownKey.revoked(key)));
    return all;
  }

  private ShownKey shown(ReplacedKey replaced) {
    var owner = new ShownKey.Owner(replaced.agent(), replaced.key().purpose());
    var key = replaced.key().id();
    if (ring.isRevoked(key)) {
      return shown(owner, key);
    }
    var state = replaced.until().isPresent() ? ShownKey.State.RETIRED : ShownKey.State.FORMER;
    return new ShownKey(Optional.of(owner), key, state, replaced.until());
  }

  /** Prints keys, each with its state. */
  void print(Terminal terminal, List<ShownKey> keys, boolean json) {
    if (json) {
      var lines = new JsonLines(terminal);
      keys.forEach(key -> lines.print(fields(key)));
      return;
    }
    var table = new Table(terminal.outStyle(), "AGENT", "WHOSE", "PURPOSE", "KEY", "STATE");
    keys.forEach(key -> table.add(agent(key), whose(key), purpose(key), key.key(), words(key)));
    table.lines().forEach(terminal.out()::println);
  }

  /** One key as JSON. */
  private Map<String, Object> fields(ShownKey key) {
    var fields = new LinkedHashMap<String, Object>();
    key.owner()
        .ifPresent(owner -> {
          fields.put("agent", owner.agent().value());
          fields.put("own", ring.owns(owner.agent()));
          fields.put("purpose", owner.purpose().name());
        });
    fields.put("key", key.key().toString());
    fields.put("state", key.state().name());
    key.until().ifPresent(until -> fields.put("until", until.toString()));
    return fields;
  }

  private static String agent(ShownKey key) {
    return key.owner().map(owner -> owner.agent().value()).orElse(UNKNOWN);
  }

  private String whose(ShownKey key) {
    return key.owner().map(it -> ring.owns(it.agent()) ? "own" : "other").orElse(UNKNOWN);
  }

  private static String purpose(ShownKey key) {
    return key.owner().map(ShownKey.Owner::purpose).map(KeyPurpose::name).orElse(UNKNOWN);
  }

  private static String words(ShownKey key) {
    return key.state() + key.until().map(" until %s"::formatted).orElse("");
  }
}
