/**
 * The storage of votes on Redis: each step is a function inside the server, so it is atomic, and
 * this package speaks to it. The server orders ballots and lets a vote end once; it never counts.
 *
 * <pre>
 *   RedisDecisionStore --> VoteSteps (what is not answered is asked again) --> link
 *                      \--> VoteBells (one channel for all who listen here)
 *                      \--> StoredVotes (the bytes of entries, ends and chores)
 * </pre>
 *
 * <p>Start with {@link dev.maos.redis.decisions.RedisDecisionStore}.
 */
package dev.maos.redis.decisions;
