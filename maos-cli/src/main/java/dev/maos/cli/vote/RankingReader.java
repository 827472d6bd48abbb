package dev.maos.cli.vote;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads rankings: a list of ranks, each a list of names, or a name alone. Most ranks are a single
 * option, and there are many rankings, so ranks that are equal are the same object.
 */
final class RankingReader {
  private final Map<Object, List<String>> alone = new HashMap<>();

  RankingReader(List<String> options) {
    options.forEach(option -> alone.put(option, List.of(option)));
  }

  List<List<String>> read(Entry ranking) {
    var items = ranking.items();
    var ranks = new ArrayList<List<String>>(items.size());
    for (int i = 0; i < items.size(); i++) {
      var item = items.get(i);
      var option = item instanceof List<?> list && list.size() == 1 ? list.getFirst() : item;
      var known = alone.get(option);
      ranks.add(known == null ? rank(new Entry(ranking.place().item(i), item)) : known);
    }
    return ranks;
  }

  // Names of no option are refused later, with those of other ballots.
  private static List<String> rank(Entry rank) {
    return rank.texts();
  }
}
