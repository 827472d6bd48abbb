/**
 * The programs of the README and of the documents: each stands alone, runs with the embedded
 * backend, and is run as a test.
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
 *   EventsAndHistory     what has happened, heard, kept, told again and explained
 *   EventsInAFile        a history in SQLite, and a subscription that goes on where it ended
 *   StreamOfEvents       the newest of a kind, read and followed
 *   PagesAndReplay       the past in pages, and told again
 *   ForeignEvents        CloudEvents, out and in
 *   FindAWorker          who is able, who answers, and asking whoever can
 *   VoteTogether         an invitation, a decision, and evidence of it
 * </pre>
 *
 * <p>Start with {@link dev.maos.examples.HelloBus}.
 */
package dev.maos.examples;
