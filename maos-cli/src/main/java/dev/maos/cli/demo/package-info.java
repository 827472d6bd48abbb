/**
 * The demo: a crew of agents reviews the source files of a directory over the message bus, some of
 * them crash on the way, and the books show that nothing was lost.
 *
 * <pre>
 *     one command per file and discipline,
 *     to whoever is able and has least to do
 *   Planner ------------------------------------> able to "review-size"        (2 Reviewers)
 *      ^                                          able to "review-nesting"     (2 Reviewers)
 *      |            their findings                able to "review-comments"    (2 Reviewers)
 *      +----------------------------------------- able to "review-duplication" (2 Reviewers)
 *
 *   A Post is a Reviewer's place: its subscription, and its registration with what it is able to
 *   do. When one is gone, the registry chooses another for what it had not acknowledged.
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
