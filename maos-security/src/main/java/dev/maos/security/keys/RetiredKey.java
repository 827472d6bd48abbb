package dev.maos.security.keys;

import java.time.Instant;

/**
 * A key of one's own that a newer one has replaced: it opens what was sealed for it, and nothing is
 * sealed for it any more.
 *
 * @param until when it is destroyed
 */
record RetiredKey(AgentKey key, Instant until) {}
