package dev.maos.memory;

import dev.maos.backend.NumberRange;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Which numbers were used, as ranges that do not touch. Thread-safe. */
final class NumberTable {
  private final int mostOfSeries;
  private final int most;

  // Both guarded by this.
  private final Map<String, Series> all = new HashMap<>();
  private int ranges;

  private static final class Series {
    /** The first number of each range, and the last. */
    final NavigableMap<Long, Long> ranges = new TreeMap<>(Long::compareUnsigned);

    long untilMicros;
  }

  NumberTable(int mostOfSeries, int most) {
    this.mostOfSeries = mostOfSeries;
    this.most = most;
  }

  synchronized List<NumberRange> used(List<NumberRange> asked, long nowMicros) {
    var found = new ArrayList<NumberRange>();
    for (var range : asked) {
      var series = all.get(range.series());
      if (series != null && series.untilMicros > nowMicros) {
        found.addAll(overlaps(series, range));
      }
    }
    return found;
  }

  synchronized List<NumberRange> use(List<NumberRange> fresh, Duration keep, long nowMicros) {
    if (ranges + fresh.size() > most) {
      forgetOld(nowMicros);
    }
    fresh.forEach(range -> forgetIfOver(range.series(), nowMicros));
    requireRoom(fresh);
    var known = new ArrayList<NumberRange>();
    for (var range : fresh) {
      var series = all.computeIfAbsent(range.series(), _ -> new Series());
      known.addAll(overlaps(series, range));
      insert(series, range);
      long until = nowMicros + TimeUnit.MICROSECONDS.convert(keep);
      series.untilMicros = Math.max(series.untilMicros, until);
    }
    return known;
  }

  private void forgetIfOver(String name, long nowMicros) {
    var known = all.get(name);
    if (known != null && known.untilMicros <= nowMicros) {
      ranges -= known.ranges.size();
      all.remove(name);
    }
  }

  private void forgetOld(long nowMicros) {
    all.values().removeIf(series -> series.untilMicros <= nowMicros);
    ranges = all.values().stream().mapToInt(series -> series.ranges.size()).sum();
  }

  private void requireRoom(List<NumberRange> fresh) {
    var ofSeries = new HashMap<String, Integer>();
    fresh.forEach(range -> ofSeries.merge(range.series(), 1, Integer::sum));
    boolean fits = ranges + fresh.size() <= most;
    for (var entry : ofSeries.entrySet()) {
      var known = all.get(entry.getKey());
      fits &= (known == null ? 0 : known.ranges.size()) + entry.getValue() <= mostOfSeries;
    }
    if (!fits) {
      throw new MaosException(
          ErrorCode.TOO_LARGE,
          "at most %d ranges of used numbers, %d of one series".formatted(most, mostOfSeries));
    }
  }

  private static List<NumberRange> overlaps(Series series, NumberRange range) {
    var found = new ArrayList<NumberRange>();
    var start = series.ranges.floorKey(range.first());
    var from = start == null ? range.first() : start;
    series
        .ranges
        .subMap(from, true, range.last(), true)
        .forEach((first, last) -> {
          if (Long.compareUnsigned(last, range.first()) >= 0) {
            found.add(
                new NumberRange(
                    range.series(), greater(first, range.first()), lesser(last, range.last())));
          }
        });
    return found;
  }

  private void insert(Series series, NumberRange range) {
    long first = range.first();
    long last = range.last();
    int before = series.ranges.size();
    var below = series.ranges.floorEntry(first);
    // One that ends right before it is joined; there is none before 0.
    if (below != null && Long.compareUnsigned(below.getValue(), first == 0 ? 0 : first - 1) >= 0) {
      first = below.getKey();
      last = greater(last, below.getValue());
    }
    long next = last == -1 ? last : last + 1;
    for (var above = series.ranges.ceilingEntry(first);
        above != null && Long.compareUnsigned(above.getKey(), next) <= 0;
        above = series.ranges.ceilingEntry(first)) {
      last = greater(last, above.getValue());
      series.ranges.remove(above.getKey());
    }
    series.ranges.put(first, last);
    ranges += series.ranges.size() - before;
  }

  private static long greater(long one, long other) {
    return Long.compareUnsigned(one, other) >= 0 ? one : other;
  }

  private static long lesser(long one, long other) {
    return Long.compareUnsigned(one, other) <= 0 ? one : other;
  }
}
