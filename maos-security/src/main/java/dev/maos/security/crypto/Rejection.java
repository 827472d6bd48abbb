package dev.maos.security.crypto;

/**
 * Why a message was refused, for the receiver's own counters and records.
 *
 * <p>It is never told to the sender. All ways in which opening can fail are one reason, so that
 * nobody learns from it which of them it was.
 */
public enum Rejection {
  /** The bytes are not an envelope. */
  MALFORMED,
  /** The cipher suite or kind is not one that the policy allows. */
  NOT_ALLOWED,
  /** It was meant for another deployment, recipient or topic than the one it was read from. */
  MISDIRECTED,
  /** It is past its time, lives too long, or was made in the future. */
  OUT_OF_TIME,
  /** Its sender is blocked. */
  BLOCKED,
  /** No trusted key of the sender has the id that the envelope names. */
  UNKNOWN_KEY,
  /** The key was revoked, or is past its end. */
  KEY_NOT_VALID,
  /** The signature is not that of the sender over these bytes. */
  BAD_SIGNATURE,
  /** Its sender may not publish on this topic, or its recipient not consume from it. */
  NOT_PERMITTED,
  /** Its sender has sent more than it may for now. */
  RATE_LIMITED,
  /** The same message was accepted before. */
  REPLAYED,
  /** So many messages are remembered that this one could not be. */
  REPLAY_MEMORY_FULL,
  /** The content could not be opened. */
  UNREADABLE
}
