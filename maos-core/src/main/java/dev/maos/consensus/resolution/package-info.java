/**
 * What is done when agents want different things of one subject: a chain of named protocols, and a
 * record from which anybody can come to the same end.
 *
 * <pre>
 *   what is at odds   Conflict = subject, domain, a Claim of each agent (fields of Value)
 *   what is done      Policy = chain of Protocol; the last one always resolves
 *   who runs it       Resolver: asks agents by an Envoy, holds votes by Consensus
 *   what was said     Statement: an answer, a silence, or a whole vote
 *   what comes out    Resolution: Steps and a Settlement, computed again by problems()
 *
 *   inside            Hearing (what comes next, or the end) -&gt; Scene (one step)
 *                       Judgement           steps that need nobody: priority, order, authority, lot
 *                       WeightedValues, Merged    a value of all claims
 *                       Bargaining, Rulings, Polling    steps that wait for agents
 *                     ResolutionForm        the text of a record
 * </pre>
 *
 * <p>All but the {@link dev.maos.consensus.resolution.Resolver} is pure. Start with it.
 */
package dev.maos.consensus.resolution;
