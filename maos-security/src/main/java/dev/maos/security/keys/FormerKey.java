package dev.maos.security.keys;

import dev.maos.base.AgentId;
import java.time.Instant;

/**
 * The public half of a key that a newer one has replaced, and that still counts for what is on its
 * way: one's own opens what was sealed for it, and of another agent's the signatures count.
 *
 * @param agent whose it is
 * @param until when that ends
 */
public record FormerKey(AgentId agent, PublicKeyInfo key, Instant until) {}
