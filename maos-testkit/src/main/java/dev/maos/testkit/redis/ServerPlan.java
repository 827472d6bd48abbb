package dev.maos.testkit.redis;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a server is to be, all but its port and its folder.
 *
 * @param settings lines of its configuration, by name
 * @param password empty for none
 * @param authority whose certificate its own was signed with, for a server that speaks TLS only
 */
record ServerPlan(
    ServerMode mode, Map<String, String> settings, String password, TlsAuthority authority) {

  /** The lines of its configuration file. */
  List<String> lines(int port) {
    var lines = new ArrayList<String>();
    lines.add((authority.isGiven() ? "tls-port " : "port ") + port);
    if (authority.isGiven()) {
      lines.add("port 0");
    }
    if (settings.containsKey("cluster-enabled")) {
      // Where nodes talk to one another; usually ten thousand higher, which need not be free.
      lines.add("cluster-port " + Ports.free());
    }
    settings.forEach((name, value) -> lines.add(name + " " + value));
    return lines;
  }

  /** Where a client finds such a server. */
  String uri(String address) {
    var login = password.isEmpty() ? "" : ":" + encode(password) + "@";
    return authority.isGiven()
        ? "rediss://" + login + address + "?ca=" + encode(authority.file().toString())
        : "redis://" + login + address;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
