/**
 * The {@code maos} command.
 *
 * <pre>
 *   Main --> MaosCommand --+-- DemoCommand --> Demo, watched by a DemoScreen, told by DemoSummary
 *                          +-- BenchCommand --> BusBenchCommand --> BusBench, told by BenchReport
 *            Failures: what went wrong, in one line and an exit code
 *            Terminal: where it prints, and what it may print there
 * </pre>
 *
 * <p>Start with {@link dev.maos.cli.Main}.
 */
@NullMarked
package dev.maos.cli;

import org.jspecify.annotations.NullMarked;
