/**
 * Spans for messages, events and votes: who sent what, who handled it and how it ended, in one
 * trace over all processes.
 *
 * <pre>
 *   request  client   asks and waits ------------------------------+
 *     send   producer a message goes out; its context goes with it |
 *     process consumer a handler has it --+                        |
 *       send  producer what it publishes, the answer too           +
 * </pre>
 *
 * <p>Start with {@link dev.maos.opentelemetry.MessageTraces}.
 */
@NullMarked
package dev.maos.opentelemetry;

import org.jspecify.annotations.NullMarked;
