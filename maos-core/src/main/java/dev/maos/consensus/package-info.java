/**
 * Deciding together: proposals, ballots, rules, and the count that makes an outcome of them.
 *
 * <pre>
 *   what is asked     Proposal = Subject + Contest (options, VotingRule, Quorum, TieRules)
 *                                + Electorate (weights, vetoes, delegates) + Terms (deadline)
 *   what is said      Ballot, taken down as a Cast
 *   who keeps it      DecisionStore: one log for each vote, which ends once
 *   who runs it       Consensus = Desk (steps) + Sweeper (chores) + Tail (ends elsewhere)
 *                                 + Listeners, Messenger; LogCopy is what is known of a log
 *   what remains      AuditTrail: exports, and a tree over all ends that proves them
 *
 *   what comes out    Count.of(proposal, casts, now) -> Decision, Turnout, Rounds, order
 *
 *   inside            Ledger (who counts) -> Closing (one class for each family of rules)
 *                                        \-&gt; Certainty (is it decided before the deadline?)
 *                     TieBreaker, LotOrder    equals, told apart by a chain that is written down
 *                     Fraction, Weights       nothing is rounded
 *                     Canonical, Digest       one form as bytes, and its hash
 * </pre>
 *
 * <p>What counts is pure: no threads, no storage, and time is a parameter. Start with {@link
 * dev.maos.consensus.Consensus}, or with {@link dev.maos.consensus.Count} to count only.
 */
package dev.maos.consensus;
