package dev.maos.security.envelope;

import dev.maos.base.AgentId;
import dev.maos.security.keys.KeyId;
import java.util.UUID;

/**
 * Whom an envelope comes from.
 *
 * @param sender the agent
 * @param key the key that it signs with
 * @param session of the sender's process, random, new with each start
 */
public record Origin(AgentId sender, KeyId key, UUID session) {}
