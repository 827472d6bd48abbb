/**
 * The embedded backend: everything in this process, bounded, with nothing to install. It is a real
 * backend and the reference for the contracts that every backend keeps.
 *
 * <pre>
 *   MemoryTransport --+-- MemoryEndpoint   one for each agent and each group: one lock, one timer
 *                     |     MemoryQueue    inbox or group queue, and one for each subscription
 *                     |       Shelf        what one kind of reader wants, in four lanes
 *                     |     MemoryInbox    the readers
 *                     +-- TopicBoard       who subscribes to what; TopicLog: history, known ids
 *   MemoryEventStore -+-- EventRing        the newest events, found by sequence and by id
 *                     +-- Cursors          the places of readers
 *   MemoryAgentStore ---- AgentShelf       records of agents; ChangeLog: what happened to them
 *   MemoryDecisionStore - MemoryVote       the log of one vote, behind its own lock
 *                     +-- ChoreList        what is to be done, and when; ClosureLine: what ended
 *   MemoryTables -----+-- AccountTable     what was taken from accounts
 *                     +-- NumberTable      which numbers were used; NoteTable: what all should know
 * </pre>
 *
 * <p>Start with {@link dev.maos.memory.MemoryBackend}.
 */
package dev.maos.memory;
