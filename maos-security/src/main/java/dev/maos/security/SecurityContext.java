package dev.maos.security;

import dev.maos.base.IdSource;
import dev.maos.base.TimeSource;
import dev.maos.security.envelope.Enveloping;
import dev.maos.security.keys.KeyRing;
import dev.maos.security.tokens.Revocations;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * What the parts of one security share.
 *
 * @param deployment the agents that understand one another
 * @param processSession random, new with each start
 */
record SecurityContext(
    SecurityPolicy policy,
    UUID deployment,
    UUID processSession,
    KeyRing keys,
    Blocklist agents,
    Access access,
    Limiter limiter,
    Audit audit,
    Revocations revocations,
    Enveloping enveloping,
    TimeSource time,
    IdSource ids,
    SecureRandom random,
    SecurityCounters counters,
    Sharing sharing) {}
