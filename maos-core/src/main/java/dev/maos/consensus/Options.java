package dev.maos.consensus;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options of a contest and their numbers, from 0 on. Immutable. */
final class Options {
  private final List<String> names;
  private final Map<String, Integer> numbers = new HashMap<>();

  Options(List<String> names) {
    this.names = List.copyOf(names);
    for (var name : this.names) {
      numbers.put(name, numbers.size());
    }
  }

  int size() {
    return names.size();
  }

  String name(int number) {
    return names.get(number);
  }

  List<String> names() {
    return names;
  }

  /** The names of these, in their order. */
  List<String> names(Collection<Integer> some) {
    return some.stream().map(names::get).toList();
  }

  /** The number of an option, or -1 when there is none of that name. */
  int number(String name) {
    return numbers.getOrDefault(name, -1);
  }

  /** What each option has, in the order of the contest. */
  Map<String, Fraction> tally(Fraction... values) {
    var tally = new LinkedHashMap<String, Fraction>();
    for (int i = 0; i < size(); i++) {
      tally.put(name(i), values[i]);
    }
    return tally;
  }

  /** Groups of equals, from the greatest value to the least. */
  List<List<String>> order(Fraction... values) {
    return Arrays.stream(values)
        .distinct()
        .sorted((one, other) -> other.compareTo(one))
        .map(value -> names.stream().filter(it -> values[number(it)].equals(value)).toList())
        .toList();
  }
}
