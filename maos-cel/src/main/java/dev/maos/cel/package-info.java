/**
 * The text form of event filters: an expression of the Common Expression Language becomes a filter
 * that is data, wherever it can.
 *
 * <pre>
 *   text --> Language (CEL reads and checks it) --> Translation --> EventFilter
 *                                                        |  what has no other form
 *                                                        +--> Asked: CEL itself, on EventValues
 * </pre>
 *
 * <p>Start with {@link dev.maos.cel.CelFilters}.
 */
@NullMarked
package dev.maos.cel;

import org.jspecify.annotations.NullMarked;
