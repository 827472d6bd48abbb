package dev.maos.consensus.resolution;

import dev.maos.consensus.Fraction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A value between those that are claimed, field by field, by weight. Pure. */
final class WeightedValues {
  /** What one claim says of a field. */
  private record Said(Value value, Fraction weight) {}

  private WeightedValues() {}

  static Finding of(Scene scene, Protocol.WeightedValue protocol) {
    var fields = new TreeMap<String, List<Said>>();
    for (var claim : scene.conflict().claims()) {
      claim
          .value()
          .forEach((name, value) ->
              fields
                  .computeIfAbsent(name, _ -> new ArrayList<>())
                  .add(new Said(value, claim.weight())));
    }
    var result = new TreeMap<String, Value>();
    for (var field : fields.entrySet()) {
      var value = value(field.getValue(), protocol.average());
      if (value.isEmpty()) {
        return scene.passed("field " + field.getKey() + " cannot be weighed");
      }
      result.put(field.getKey(), value.get());
    }
    var agreement = scene.conflict().share(result);
    var settlement = new Settlement(protocol.name(), Optional.empty(), result, agreement);
    return new Finding.Resolved(
        settlement, scene.began(), "the " + protocol.average() + " by weight");
  }

  private static Optional<Value> value(List<Said> said, Protocol.WeightedValue.Average average) {
    var total = total(said);
    if (total.isZero() || said.stream().map(it -> it.value().kind()).distinct().count() > 1) {
      return Optional.empty();
    }
    return switch (said.getFirst().value()) {
      case Value.Quantity _ ->
          switch (average) {
            case MEDIAN -> Optional.of(Value.of(median(said, total)));
            case MEAN -> mean(said, total);
          };
      case Value.Word _, Value.Flag _ -> heaviest(said);
      case Value.Elements _, Value.Tally _ -> Optional.empty();
    };
  }

  private static Fraction median(List<Said> said, Fraction total) {
    var sorted = said.stream().sorted(Comparator.comparing(WeightedValues::number)).toList();
    var sum = Fraction.ZERO;
    for (var each : sorted) {
      sum = sum.plus(each.weight());
      if (!total.exceeds(sum.times(2))) {
        return number(each);
      }
    }
    throw new AssertionError("all together are more than half");
  }

  // Exact, so a mean of many odd weights can be longer than what may be written down.
  private static Optional<Value> mean(List<Said> said, Fraction total) {
    var sum =
        said.stream()
            .map(it -> number(it).times(it.weight()))
            .reduce(Fraction.ZERO, Fraction::plus);
    var mean = sum.dividedBy(total);
    return mean.toString().length() > Value.MAX_DIGITS
        ? Optional.empty()
        : Optional.of(Value.of(mean));
  }

  private static Optional<Value> heaviest(List<Said> said) {
    var weights = new LinkedHashMap<Value, Fraction>();
    said.forEach(it -> weights.merge(it.value(), it.weight(), Fraction::plus));
    var most = weights.values().stream().max(Comparator.naturalOrder()).orElseThrow();
    var first =
        weights.entrySet().stream()
            .filter(entry -> entry.getValue().equals(most))
            .map(Map.Entry::getKey)
            .toList();
    return first.size() == 1 ? Optional.of(first.getFirst()) : Optional.empty();
  }

  private static Fraction number(Said said) {
    return ((Value.Quantity) said.value()).number();
  }

  private static Fraction total(List<Said> said) {
    return said.stream().map(Said::weight).reduce(Fraction.ZERO, Fraction::plus);
  }
}
