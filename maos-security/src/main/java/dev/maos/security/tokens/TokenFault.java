package dev.maos.security.tokens;

/** Why a token was refused; for those who check it, and never told to whoever showed it. */
public enum TokenFault {
  /** It is no token of ours: too large, not signed, of another type, or with unknown parts. */
  MALFORMED,
  /** It is signed in a way that is not accepted. */
  WRONG_ALGORITHM,
  /** The issuer did not sign it. */
  BAD_SIGNATURE,
  /** A part is missing, or of another type. */
  INCOMPLETE,
  /** Another issuer made it, or it is for another deployment. */
  MISDIRECTED,
  /** It is past its end, not valid yet, or lives too long. */
  OUT_OF_TIME,
  /** It was revoked. */
  REVOKED,
  /** Whoever shows it does not hold the key that it is bound to. */
  NOT_ITS_HOLDER,
  /** The challenge was not given out here, was answered before, or is too old. */
  STALE_CHALLENGE,
  /** The agent is blocked. */
  BLOCKED,
  /** The key is not trusted here as the agent's: never imported, exchanged since, or revoked. */
  UNKNOWN_KEY
}
