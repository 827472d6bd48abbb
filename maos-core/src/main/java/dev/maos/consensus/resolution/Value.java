package dev.maos.consensus.resolution;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.consensus.Fraction;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a claim wants one field to be. Immutable. */
public sealed interface Value {
  /** The most characters of a word or the name of an element. */
  int MAX_TEXT = 10_000;

  /** The most elements, or agents that count. */
  int MAX_PARTS = 10_000;

  /** An exact number, of which there are medians and means. */
  record Quantity(Fraction number) implements Value {
    /** Refuses numbers that are too long to be written down. */
    public Quantity {
      if (number.toString().length() > MAX_DIGITS) {
        throw invalid("quantity", number.toString(), "at most " + MAX_DIGITS + " characters");
      }
    }
  }

  /** One of several words, between which there is nothing. */
  record Word(String text) implements Value {
    /** Checks the length. */
    public Word {
      checkText("word", text);
    }
  }

  /** Yes or no, of which there is no mean. */
  record Flag(boolean set) implements Value {}

  /**
   * A set to which agents add and from which they remove at the same time: who removes an element
   * removes what he saw added, so what somebody else adds meanwhile stays (an observed-remove set).
   *
   * @param added the tags under which each element was added; each adding has a tag of its own
   * @param removed tags that were removed
   */
  record Elements(Map<String, Set<String>> added, Set<String> removed) implements Value {
    /** Copies and checks. */
    public Elements {
      var copy = new TreeMap<String, Set<String>>();
      added.forEach((element, tags) -> copy.put(element, sorted(tags)));
      added = Collections.unmodifiableMap(copy);
      removed = sorted(removed);
      checkParts("elements", added.size());
      checkParts("removed", removed.size());
      added.keySet().forEach(element -> checkText("element", element));
    }

    /** What is in the set. */
    public List<String> present() {
      return added.entrySet().stream()
          .filter(entry -> !removed.containsAll(entry.getValue()))
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  /**
   * A number that agents raise and lower at the same time: each knows of all how much they did.
   *
   * @param up how much each agent has raised it, in all
   * @param down how much each agent has lowered it
   */
  record Tally(Map<AgentId, Long> up, Map<AgentId, Long> down) implements Value {
    /** Copies and checks. */
    public Tally {
      up = Collections.unmodifiableMap(new TreeMap<>(up));
      down = Collections.unmodifiableMap(new TreeMap<>(down));
      checkParts("up", up.size());
      checkParts("down", down.size());
      checkAmounts("up", up);
      checkAmounts("down", down);
    }

    /** What it comes to. */
    public Fraction number() {
      return sum(up).minus(sum(down));
    }

    private static Fraction sum(Map<AgentId, Long> amounts) {
      return amounts.values().stream().map(Fraction::of).reduce(Fraction.ZERO, Fraction::plus);
    }

    private static void checkAmounts(String field, Map<AgentId, Long> amounts) {
      amounts.forEach((agent, amount) -> {
        if (amount < 0) {
          throw invalid("tally." + field + "." + agent, amount.toString(), "zero or more");
        }
      });
    }
  }

  /** The most characters of a number. */
  int MAX_DIGITS = 100;

  /** A whole number. */
  static Value of(long number) {
    return new Quantity(Fraction.of(number));
  }

  /** An exact number. */
  static Value of(Fraction number) {
    return new Quantity(number);
  }

  /** A word. */
  static Value of(String word) {
    return new Word(word);
  }

  /** Yes or no. */
  static Value of(boolean flag) {
    return new Flag(flag);
  }

  /** What kind it is, as in records: {@code QUANTITY}. */
  default String kind() {
    return switch (this) {
      case Quantity _ -> "QUANTITY";
      case Word _ -> "WORD";
      case Flag _ -> "FLAG";
      case Elements _ -> "ELEMENTS";
      case Tally _ -> "TALLY";
    };
  }

  /** What it comes to, for people and programs: text, true or false, or a list. */
  default Object plain() {
    return switch (this) {
      case Quantity(var number) -> number.toString();
      case Word(var text) -> text;
      case Flag(var set) -> set;
      case Elements elements -> elements.present();
      case Tally tally -> tally.number().toString();
    };
  }

  private static Set<String> sorted(Set<String> texts) {
    return Collections.unmodifiableSet(new TreeSet<>(texts));
  }

  private static void checkText(String field, String text) {
    if (text.length() > MAX_TEXT) {
      throw invalid(field, text.length() + " characters", "at most " + MAX_TEXT);
    }
  }

  private static void checkParts(String field, int parts) {
    if (parts > MAX_PARTS) {
      throw invalid(field, Integer.toString(parts), "at most " + MAX_PARTS);
    }
  }

  private static InvalidInputException invalid(String field, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_CONFLICT, field, value, allowed);
  }
}
