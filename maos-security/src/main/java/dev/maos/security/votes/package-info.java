/**
 * Keys with which members of a committee sign what they say in an agreement: {@link
 * dev.maos.security.votes.VoterKeys} gives {@code dev.maos.consensus.byzantine} real signatures.
 */
package dev.maos.security.votes;
