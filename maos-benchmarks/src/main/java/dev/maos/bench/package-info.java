/**
 * The benchmarks of the message bus and of events: every system carries the same stamped payloads
 * through the same harness, in turns, and every message is received, checked and counted.
 *
 * <pre>
 *   BusBench ── options, progress ──> BenchReport
 *      │  for each Scenario, its Contestants in turns: A B C A B C
 *      ├─ OneWayRace ──── Sender ──> OneWay (maos, limit, a peer) ──> Sink
 *      ├─ RoundTripRace ─ RoundTrip
 *      ├─ IdleAgents ──── heap with and without 10,000 of them
 *      └─ EnvelopeRace ── encode and decode
 *   EventBench ── for each EventScenario: EventRace ── EventRun (maos, a peer) ──> Listeners
 *
 *   RegistryBench ── options, progress ──> BenchReport
 *      │  for each RegistryScenario, in a RegistryRace
 *      └─ Enrolling, Beating, Picking, Watching
 *   ConsensusBench ── for each ConsensusScenario a Voting, in a Repetition
 * </pre>
 *
 * <p>Start with {@link BusBench} or {@link EventBench}.
 */
@NullMarked
package dev.maos.bench;

import org.jspecify.annotations.NullMarked;
