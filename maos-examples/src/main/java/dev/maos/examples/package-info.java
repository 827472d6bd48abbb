/**
 * The programs of the README and of the documents: each stands alone and is run as a test, but for
 * SealedProcesses with the embedded backend.
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
 *   BusConfiguration     settings, and what is refused
 *   Settings             settings from a file, the environment and the URI
 *   ReceiveOne           fetched one by one, settled by hand, with a receipt for the sender
 *   ManyMessages         a batch, and messages handed over without waiting
 *   CustomMessages       a type of one's own, headers and filters
 *   EventsAndHistory     what has happened, heard, kept, told again and explained
 *   EventsInAFile        a history in SQLite, and a subscription that goes on where it ended
 *   StreamOfEvents       the newest of a kind, read and followed
 *   PagesAndReplay       the past in pages, and told again
 *   ForeignEvents        CloudEvents, out and in
 *   FindAWorker          who is able, who answers, and asking whoever can
 *   PickAnAgent          who has room, what agents say of themselves, and who has left
 *   VoteTogether         an invitation, a decision, and evidence of it
 *   WeightedVote         ballots that weigh differently
 *   AgreeDespiteLiars    a committee of which one may lie, and its certificate
 *   ResolveAConflict     a chain of protocols, down to a human
 *   SecureMessages       sealed for one, opened once, refused when doubtful
 *   SecuredBus           a bus with keys, roles, limits and an audit log
 *   SealedProcesses      two processes over Redis with keys in files, which one of them rotates
 *   TokensOfAgents       a token that lets in one agent, and what is refused
 *   ErrorHandling        retries and a breaker for a service that fails
 *   RetryStrategies      how long to wait, and after which errors
 *   MetricsAndHealth     what was counted, and how it is
 * </pre>
 *
 * <p>Start with {@link dev.maos.examples.HelloBus}.
 */
package dev.maos.examples;
