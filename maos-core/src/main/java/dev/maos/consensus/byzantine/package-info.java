/**
 * Agreement although some of those who agree lie: level BYZANTINE of consensus.
 *
 * <pre>
 *   who          Charter: the members of a committee and their public keys; n members, of whom
 *                f = (n - 1) / 3 may lie, and q = (n + f) / 2 + 1 together speak for all
 *   about what   Agenda: one proposal, or a batch of them, decided by one agreement
 *   what is said Statement, Signed by its member; Letter carries what belongs together
 *   who thinks   Seat: a member's place in the agreement, a pure machine: Event in, Effects out
 *                  inside: Checks (is it true?), Minutes (who said what), Watch (who says two things)
 *   what lasts   Memory, kept in a Notebook before anything is sent
 *   who acts     Councillor: seats, a Courier, a Notebook and a clock
 *   what remains Certificate: anybody verifies it, with nothing but the charter
 * </pre>
 *
 * <p>Start with {@link dev.maos.consensus.byzantine.Seat} to see the agreement, with {@link
 * dev.maos.consensus.byzantine.Councillor} to take part in one, and with {@link
 * dev.maos.consensus.byzantine.Certificate} to check one.
 */
package dev.maos.consensus.byzantine;
