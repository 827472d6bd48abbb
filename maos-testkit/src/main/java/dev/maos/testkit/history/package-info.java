/**
 * What happened to messages, written down by those who sent and handled them, and a judge over it.
 *
 * <pre>
 *   publisher --\
 *   handler ------> HistoryLog (a file per process) --> HistoryLog.read --> Judge(Rules) --> Verdict
 *   observer ---/        one Step a line                                        list of Charges
 * </pre>
 *
 * <p>The judge believes only what clients wrote down, never what a backend counts. Start with
 * {@link dev.maos.testkit.history.Judge}.
 */
package dev.maos.testkit.history;
