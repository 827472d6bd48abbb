/**
 * Who may do what.
 *
 * <pre>
 *   AccessPolicy --- Role --- Rule (Action, topics)     AgentId -&gt; RoleName
 *        |   verdict(Credentials, Action, Topic) -&gt; Verdict
 *        +-- PolicyForm (as JSON), Lineage (what is inherited, and from whom)
 * </pre>
 *
 * <p>Start with {@link dev.maos.security.access.AccessPolicy}.
 */
package dev.maos.security.access;
