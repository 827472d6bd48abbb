/**
 * Keys that a sender and its recipients have in common for a while, and how they get them.
 *
 * <pre>
 *   OutgoingSession --- opening ---&gt; IncomingKeys      one agent to one other, an hour long
 *   TopicGroup ------- wraps -----&gt; IncomingKeys      one topic, a new key when a member leaves
 *            KeyLetter (what is inside), Correspondence (what both sides know of each other)
 * </pre>
 *
 * <p>Openings and wraps are envelopes themselves: sealed by HPKE for each recipient and signed, so
 * the messages that follow need nothing asymmetric. Start with {@link
 * dev.maos.security.session.OutgoingSession}.
 */
package dev.maos.security.session;
