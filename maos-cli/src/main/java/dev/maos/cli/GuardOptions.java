package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.message.MessageGuard;
import dev.maos.security.CommunicationSecurity;
import dev.maos.security.SecurityPolicy;
import dev.maos.security.keys.KeyRing;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whoever has a keystore speaks and listens under a guard, unless it is said otherwise. */
final class GuardOptions {
  @Mixin private final KeystoreOptions keystore = new KeystoreOptions();

  @Option(
      names = "--insecure-plain",
      description =
          "Send and take everything as it is, in spite of a keystore: anybody may have written or"
              + " read it.")
  private boolean plain;

  /**
   * The guard with the keys of the keystore that is named, under the default policy; an open door
   * where none is.
   */
  MessageGuard guard(Host host) throws IOException {
    return ring(host).map(GuardOptions::over).orElseGet(MessageGuard::open);
  }

  /**
   * The same for one who speaks or listens as this agent.
   *
   * @throws MaosException {@link ErrorCode#NO_SUCH_KEY} if there is a keystore without its keys,
   *     before anything is sent, or taken and refused
   */
  MessageGuard guardOf(AgentId agent, Host host) throws IOException {
    var ring = ring(host);
    if (ring.isPresent() && !ring.get().owns(agent)) {
      throw new MaosException(
          ErrorCode.NO_SUCH_KEY,
          "agent %s has no keys in the keystore; make them with 'maos keys generate %s', or use"
                  .formatted(agent, agent)
              + " --insecure-plain");
    }
    return ring.map(GuardOptions::over).orElseGet(MessageGuard::open);
  }

  private Optional<KeyRing> ring(Host host) throws IOException {
    return plain || !keystore.isNamed(host.terminal())
        ? Optional.empty()
        : Optional.of(keystore.open(host).ring());
  }

  private static MessageGuard over(KeyRing ring) {
    return CommunicationSecurity.builder(SecurityPolicy.defaults()).keys(ring).build();
  }
}
