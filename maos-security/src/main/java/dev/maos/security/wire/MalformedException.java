package dev.maos.security.wire;

/** Bytes do not have the form that they should; what asked for them says it in its own words. */
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String why;

  /** With what is wrong, as the end of a sentence; none of the bytes are in it. */
  public MalformedException(String why) {
    super(why);
    this.why = why;
  }

  /** What is wrong, as the end of a sentence. */
  public String why() {
    return why;
  }
}
