/**
 * How much an agent may send.
 *
 * <pre>
 *   LimitPolicy --- Limit --- Rate        what is allowed
 *        | charges(agent, topic, bytes)
 *        v
 *   LimitStore.take(charges) -&gt; LimitAnswer
 *        +-- MemoryLimits --- Gcra        for one process
 *        +-- SharedLimits                 for all, over the tables of a backend
 * </pre>
 *
 * <p>Start with {@link dev.maos.security.limits.LimitPolicy}.
 */
package dev.maos.security.limits;
