/**
 * The programs of the README: each stands alone, runs with the embedded backend, and is run as a
 * test.
 *
 * <pre>
 *   HelloBus             one message from agent to agent
 *   GroupWork            work shared by a group
 *   RequestReply         a question and its answer
 *   ExactlyOnce          publishing twice, handling once
 *   EffectsInADatabase   handling twice, booking once
 *   PrioritiesAndDelay   what overtakes, and what waits
 *   DeadLetterRedrive    what could not be handled, and its second chance
 *   Backpressure         a full queue, and how its sender meets it
 *   CustomMessages       a type of one's own, headers and filters
 *   FindAWorker          who is able, who answers, and asking whoever can
 *   VoteTogether         an invitation, a decision, and evidence of it
 * </pre>
 *
 * <p>Start with {@link dev.maos.examples.HelloBus}.
 */
package dev.maos.examples;
