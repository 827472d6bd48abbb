/**
 * Effects of messages in a database of the user: the effect and the mark that the message was
 * handled are written in one transaction, so a message that comes again changes nothing.
 *
 * <pre>
 *   JdbcInbox --+-- InboxTable        the marks, and all SQL
 *               +-- Transaction       begins, commits, rolls back
 *               +-- GuardedConnection what the user's work writes with
 *   DatabaseWork                      the user's work
 * </pre>
 *
 * <p>Start with {@link dev.maos.jdbc.JdbcInbox}.
 */
package dev.maos.jdbc;
