package dev.maos.message;

/**
 * The bus's word that a message was accepted.
 *
 * @param id the identity that the message was given
 * @param durability what it survives as it really is now
 * @param acceptance whether this call stored it or an earlier one had
 */
public record Receipt(MessageId id, Durability durability, Acceptance acceptance) {

  /** Whether a message was new. */
  public enum Acceptance {
    /** Stored (or, at most once, handed on) by this call. */
    NEW,
    /** Stored by an earlier call with the same id and the same content; nothing changed. */
    DUPLICATE
  }

  /** True if an earlier call had stored the same message already. */
  public boolean duplicate() {
    return acceptance == Acceptance.DUPLICATE;
  }
}
