package dev.maos.consensus;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;

/**
 * What a proposal is about. Immutable.
 *
 * @param proposer who asks
 * @param title in a line, at most 200 characters
 * @param description at most 10,000 characters
 * @param priority from 1, the least urgent, to 5
 */
public record Subject(AgentId proposer, String title, String description, int priority) {
  private static final int MAX_TITLE = 200;
  private static final int MAX_DESCRIPTION = 10_000;
  private static final int USUAL = 3;
  private static final int MOST_URGENT = 5;

  /** Checks the lengths and the priority. */
  public Subject {
    if (title.isBlank() || title.length() > MAX_TITLE) {
      throw invalid("title", title, "1 to 200 characters");
    }
    if (description.length() > MAX_DESCRIPTION) {
      throw invalid("description", description.length() + " characters", "at most 10,000");
    }
    if (priority < 1 || priority > MOST_URGENT) {
      throw invalid("priority", Integer.toString(priority), "1 to 5");
    }
  }

  /** With a priority of 3. */
  public static Subject of(AgentId proposer, String title, String description) {
    return new Subject(proposer, title, description, USUAL);
  }

  private static InvalidInputException invalid(String field, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_PROPOSAL, field, value, allowed);
  }
}
