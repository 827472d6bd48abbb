package dev.maos.testkit.redis;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The wishes for a server that is not plain; start with {@link RedisServer#with}.
 *
 * <p>A later wish replaces an earlier one about the same. For one thread; may start many servers.
 */
public final class RedisServerBuilder {
  private static final int TRIES = 5;

  private final Map<String, String> settings = new LinkedHashMap<>();
  private String password = "";
  private TlsAuthority authority = TlsAuthority.NONE;

  RedisServerBuilder() {
    setting("bind", "127.0.0.1");
    setting("save", "\"\"");
    setting("supervised", "no");
    setting("repl-diskless-sync-delay", "0");
  }

  /** Keeps the data in an append-only file, so that it survives {@link RedisServer#kill}. */
  public RedisServerBuilder appendOnly(AppendSync sync) {
    return setting("appendonly", "yes").setting("appendfsync", sync.setting());
  }

  /**
   * Asks every client for this password; it must not be empty and have no blank, quote or {@code
   * #}.
   */
  public RedisServerBuilder password(String password) {
    if (!password.matches("[^\\s\"'#\\\\]+")) {
      throw new IllegalArgumentException("password: not empty, no blank, quote, backslash or #");
    }
    this.password = password;
    return setting("requirepass", password).setting("masterauth", password);
  }

  /**
   * Speaks TLS only, and asks clients for no certificate.
   *
   * @param certificate of the server, in PEM
   * @param key its private key, in PEM (PKCS#8)
   * @param ca the certificate that clients are to trust, in PEM
   */
  public RedisServerBuilder tls(Path certificate, Path key, Path ca) {
    this.authority = new TlsAuthority(ca);
    return setting("tls-cert-file", certificate.toString())
        .setting("tls-key-file", key.toString())
        .setting("tls-ca-cert-file", ca.toString())
        .setting("tls-auth-clients", "no");
  }

  /** Speaks TLS only, with this certificate. */
  public RedisServerBuilder tls(TestCertificate certificate) {
    return tls(certificate.file(), certificate.key(), certificate.file());
  }

  /** Follows another server, which must not speak TLS; the password must be the same. */
  public RedisServerBuilder replicaOf(RedisServer primary) {
    return setting("replicaof", "127.0.0.1 " + primary.port());
  }

  /** Allows {@code DEBUG} commands. */
  public RedisServerBuilder enableDebug() {
    return setting("enable-debug-command", "local");
  }

  /**
   * Any line of the configuration file; the value is written as it is.
   *
   * @throws IllegalArgumentException when name or value breaks the line
   */
  public RedisServerBuilder setting(String name, String value) {
    if (!name.matches("[a-z0-9-]+( [a-z0-9-]+)*") || value.lines().count() > 1) {
      throw new IllegalArgumentException("setting: a name and a value on one line, not " + name);
    }
    settings.put(name, value);
    return this;
  }

  /**
   * Starts such a server and returns when it serves commands; a replica, when it has caught up.
   *
   * @throws IllegalStateException when it does not come up, with the end of its log
   */
  public RedisServer start() {
    return start(ServerMode.DATA);
  }

  RedisServer start(ServerMode mode) {
    var server = startSomewhere(new ServerPlan(mode, copy(), password, authority));
    if (settings.containsKey("replicaof")) {
      Await.until(
          () -> Info.of(server.command("INFO", "replication")).has("master_link_status", "up"),
          () -> "a link of the replica to its primary\n" + server.log());
    }
    return server;
  }

  // In order: a Sentinel must know a primary before it hears more about it.
  private Map<String, String> copy() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  // Somebody else may take a free port before the server does.
  private static RedisServer startSomewhere(ServerPlan plan) {
    for (int i = 1; ; i++) {
      try {
        return RedisServer.start(plan, Ports.free());
      } catch (PortTakenException e) {
        if (i == TRIES) {
          throw e;
        }
      }
    }
  }
}
