/**
 * The words that every part of the communication layer shares: names, content, time, ids, errors.
 *
 * <pre>
 *   who and where      AgentId   Topic   TopicPattern --- TopicTrie (patterns to values)
 *   what               Payload (bytes + MediaType), JSON read and written strictly
 *                      JsonPaths --&gt; JsonValues (some fields of it, in one pass)
 *   when               TimeSource = SystemTime | ManualTime (moved by hand in tests)
 *   which              IdSource (time-ordered ids)
 *   able to            Need = CapabilityName + VersionRange (of Version)
 *   until              Subscription (pause, resume, close)
 *   what went wrong    MaosException(ErrorCode) &lt;- InvalidInputException(field, value, allowed)
 * </pre>
 *
 * Start with {@link dev.maos.base.AgentId}, {@link dev.maos.base.Topic} and {@link
 * dev.maos.base.Payload}.
 */
package dev.maos.base;
