/**
 * The {@code maos} command.
 *
 * <pre>
 *   Main --> MaosCommand --+-- DemoCommand --> Demo, watched by a DemoScreen, told by DemoSummary
 *                          +-- PubCommand --> PubRun, told by PubReport
 *                          +-- SubCommand --> SubRun
 *                          +-- RequestCommand
 *                          +-- QueueCommand --> ls, show, forget, sweep
 *                          +-- DlqCommand --> ls, show, redrive, purge
 *                          +-- AgentsCommand --> ls, show, find, watch: AgentsWatchRun
 *                          +-- VoteCommand --> propose, cast, show, await, ls, audit, verify
 *                          |                +-> count: BallotFile, told by CountReport
 *                          +-- DoctorCommand
 *                          +-- BenchCommand --> BusBenchCommand --> BusBench, told by BenchReport
 *                          |                +-> RegistryBenchCommand --> RegistryBench, the same
 *                          |                +-> ConsensusBenchCommand --> ConsensusBench, the same
 *            Arguments: how words become values
 *            Failures: what went wrong, in one line and an exit code
 *            Host: the terminal, the input, the backend and the clock
 * </pre>
 *
 * <p>Start with {@link dev.maos.cli.Main}.
 */
@NullMarked
package dev.maos.cli;

import org.jspecify.annotations.NullMarked;
