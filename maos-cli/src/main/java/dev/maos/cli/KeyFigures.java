package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.security.keys.AgentPublicKeys;
import dev.maos.security.keys.KeyRing;
import dev.maos.security.keys.PublicKeyInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What may be shown of keys: public halves, their ids and whether they count. */
final class KeyFigures {
  private final KeyRing ring;

  KeyFigures(KeyRing ring) {
    this.ring = ring;
  }

  /** The agents of a ring, one's own first. */
  List<AgentPublicKeys> all() {
    var all = new ArrayList<AgentPublicKeys>();
    ring.owned().forEach(agent -> all.add(ring.own(agent).open()));
    all.addAll(ring.others());
    return all;
  }

  /** One key as JSON. */
  Map<String, Object> fields(AgentId agent, PublicKeyInfo key) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("agent", agent.value());
    fields.put("own", ring.owns(agent));
    fields.put("purpose", key.purpose().name());
    fields.put("key", key.id().toString());
    fields.put("state", state(key));
    return fields;
  }

  String state(PublicKeyInfo key) {
    return ring.isRevoked(key.id()) ? "REVOKED" : "IN USE";
  }

  /** Prints the keys of these agents. */
  void print(Terminal terminal, List<AgentPublicKeys> agents, boolean json) {
    if (json) {
      var lines = new JsonLines(terminal);
      agents.forEach(keys -> keys.keys().forEach(key -> lines.print(fields(keys.agent(), key))));
      return;
    }
    var table = new Table(terminal.outStyle(), "AGENT", "WHOSE", "PURPOSE", "KEY", "STATE");
    for (var keys : agents) {
      var whose = ring.owns(keys.agent()) ? "own" : "other";
      for (var key : keys.keys()) {
        table.add(keys.agent(), whose, key.purpose(), key.id(), state(key));
      }
    }
    table.lines().forEach(terminal.out()::println);
  }
}
