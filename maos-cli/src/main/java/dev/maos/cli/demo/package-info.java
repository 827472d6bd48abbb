/**
 * The demo: a crew of agents reviews the source files of a directory over the message bus, some of
 * them crash on the way, and the books show that nothing was lost.
 *
 * <pre>
 *             one command per file and discipline
 *   Planner ------------------------------------> group "size"        (2 Reviewers)
 *      ^                                          group "nesting"     (2 Reviewers)
 *      |            their findings                group "comments"    (2 Reviewers)
 *      +----------------------------------------- group "duplication" (2 Reviewers)
 *
 *   Fate decides which reviewer dies where; Books know what was sent and what was handled.
 * </pre>
 *
 * <p>The reviewers are a Crew in the planner's process, or Workers in processes of their own, one
 * reviewer of each discipline in each. The Foreman knows of these what they report, and enters it
 * into the Books:
 *
 * <pre>
 *             starts and kills
 *   Foreman --------------------> Workshop --> Workers
 *      ^                                          |
 *      +------------------------------------------+
 *           ready, began, stopped, finished
 * </pre>
 *
 * <p>Start with {@link dev.maos.cli.demo.Demo}.
 */
@NullMarked
package dev.maos.cli.demo;

import org.jspecify.annotations.NullMarked;
