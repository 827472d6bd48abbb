/**
 * What is left of the promises when processes, connections and servers are broken on purpose.
 *
 * <pre>
 *   FaultRun -- injects a Trial's fault, again and again, while
 *     Publishing --> [FaultProxy] --> Redis --> Consuming      here, or each in a JVM of its own
 *          \_________ HistoryLog, one for each process ________/
 *                            |
 *                     Judge --> Report
 * </pre>
 *
 * <p>Start with {@link dev.maos.redis.faults.FaultRun}.
 */
@NullMarked
package dev.maos.redis.faults;

import org.jspecify.annotations.NullMarked;
