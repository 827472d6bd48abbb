/**
 * How much an agent may send.
 *
 * <pre>
 *   LimitPolicy --- Limit --- Rate        what is allowed
 *        | charges(agent, topic, bytes)
 *        v
 *   LimitStore.take(charges) -&gt; LimitAnswer
 *        +-- MemoryLimits --- Gcra        for one process
 * </pre>
 *
 * <p>Start with {@link dev.maos.security.limits.LimitPolicy}.
 */
package dev.maos.security.limits;
