package dev.maos.testkit.history;

import dev.maos.base.AgentId;

/**
 * The name that a sender gives to a message of its own before it publishes it: who sent it, and its
 * number among those of that sender, from 1. It travels in the payload, so that a handler can name
 * a message that no bus ever admitted to have accepted.
 *
 * <p>Text form: {@code alice#17}.
 */
public record Key(AgentId sender, long number) {

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static Key parse(String text) {
    int mark = text.lastIndexOf('#');
    if (mark < 0) {
      throw new IllegalArgumentException("not of the form sender#number: " + text);
    }
    return new Key(AgentId.of(text.substring(0, mark)), Long.parseLong(text.substring(mark + 1)));
  }

  @Override
  public String toString() {
    return sender.value() + "#" + number;
  }
}
