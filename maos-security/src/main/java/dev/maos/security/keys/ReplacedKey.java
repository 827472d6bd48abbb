package dev.maos.security.keys;

import dev.maos.base.AgentId;
import java.time.Instant;
import java.util.Optional;

/**
 * The public half of a key that a newer one has replaced, and of which something still counts.
 *
 * @param agent whose it is
 * @param until when it ends to count for what is on its way: one's own opens what was sealed for
 *     it, and of another agent's the signatures count. Empty if that is over, and only what lasts
 *     is believed that it signed before
 */
public record ReplacedKey(AgentId agent, PublicKeyInfo key, Optional<Instant> until) {}
