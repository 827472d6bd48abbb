/**
 * Files of ballots: read, and the count of one written down; their words on command lines.
 *
 * <pre>
 *   bytes -- BallotFile.read --> Contest + BallotBox --> Count -- CountFields --> JSON
 *              ContestReader (RuleReader)
 *              BoxReader (ElectorateReader, BallotReader, RankingReader)
 *                Entry: a value and its place, for what is wrong with it
 *   words -- ContestText --> Contest         Ballot -- BallotFields --> JSON
 * </pre>
 *
 * <p>Start with {@link dev.maos.cli.vote.BallotFile}.
 */
@NullMarked
package dev.maos.cli.vote;

import org.jspecify.annotations.NullMarked;
