package dev.maos.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.types.CelKind;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.event.EventFilter;

/**
 * Filters of events written as text, in the Common Expression Language (CEL).
 *
 * <pre>
 *   type == 'TASK_FAILED' &amp;&amp; data.lines &gt; 100
 *   topic.within('tasks.&gt;') &amp;&amp; severity &gt;= WARNING &amp;&amp; !('nightly' in tags)
 *   source in ['alice', 'bob'] || has(data.owner)
 * </pre>
 *
 * <p>The words are {@code id}, {@code type}, {@code source}, {@code topic}, {@code correlation}
 * (empty if there is none), {@code severity} (compared with {@code DEBUG}, {@code INFO}, {@code
 * WARNING}, {@code ERROR} and {@code CRITICAL}), {@code tags} (a list), {@code metadata} (a map of
 * strings), {@code time} (a timestamp), and {@code data}: the object in the event's JSON, empty if
 * there is none. {@code topic.within(pattern)} asks for a pattern of topics.
 *
 * <p>An event is wanted if the expression is true; false and an error, as where a field is missing,
 * are the same outside, but an error turned around stays one: {@code !(data.lines > 100)} does not
 * want an event without lines. Two things are not as in CEL: numbers are compared by their exact
 * value and texts by code points, as {@link EventFilter} says, and {@code has(data.a.b)} is false,
 * not an error, where {@code data.a} is missing.
 *
 * <p>Types, sources, topics, tags, severities, and fields of data compared with constants become
 * the filters of those names, joined by And, Or and Not, so that they can be indexed and put into
 * queries. What has no such form becomes an {@link EventFilter.Custom} whose name begins with
 * {@code cel:}: it is evaluated for each event that gets so far, in at most 10,000 steps of its
 * loops; regular expressions take linear time.
 */
public final class CelFilters {
  private CelFilters() {}

  /**
   * The filter that is written like this. It takes milliseconds, the first time a second: parse
   * once, not for each event.
   *
   * @param text at most 8,192 characters
   * @throws InvalidInputException {@link ErrorCode#INVALID_FILTER} with the column and what is
   *     allowed; {@link ErrorCode#FILTER_TOO_COMPLEX} if the filter has too many parts
   */
  public static EventFilter parse(String text) {
    var ast = Language.compile(text);
    requireBoolean(text, ast);
    return new Translation(text, ast).truth(ast.getExpr());
  }

  // What is in the data is known only when there is an event.
  private static void requireBoolean(String text, CelAbstractSyntaxTree ast) {
    var result = ast.getResultType();
    if (result.kind() != CelKind.BOOL && result.kind() != CelKind.DYN) {
      throw Language.refusal(text, 1, "this is a " + result.name() + ", not a condition");
    }
  }
}
