package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.message.Address;
import dev.maos.message.GroupName;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whom a message is for: one of three options. */
final class Recipient {
  @Option(names = "--to", paramLabel = "AGENT", required = true, description = "To one agent.")
  private Optional<AgentId> agent = Optional.empty();

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      required = true,
      description = "To one member of a group.")
  private Optional<GroupName> group = Optional.empty();

  @Option(
      names = "--everyone",
      required = true,
      description = "To every subscription of the topic.")
  private boolean everyone;

  Address address() {
    if (everyone) {
      return Address.EVERYONE;
    }
    return agent
        .<Address>map(Address.ToAgent::new)
        .orElseGet(() -> new Address.ToGroup(group.orElseThrow()));
  }
}
