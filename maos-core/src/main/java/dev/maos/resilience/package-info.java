/**
 * Calls to things that fail: try again with patience, stop calling what is down, count it all.
 *
 * <pre>
 *   ErrorPolicies   per component: call(component, operation, what)
 *        |
 *        v
 *   CircuitBreaker  lets calls through, or refuses while the other side is down
 *        |
 *        v
 *   Retrier  ---  RetryPolicy (attempts, Backoff, ErrorFilter)  ---  RetryBudget (limits extra load)
 *        |
 *        v
 *   Call            what is to be done
 * </pre>
 *
 * Waiting is done on a {@link dev.maos.base.TimeSource}, so tests move time by hand. Start with
 * {@link dev.maos.resilience.Retrier} for one call, with {@link dev.maos.resilience.ErrorPolicies}
 * for a program.
 */
package dev.maos.resilience;
