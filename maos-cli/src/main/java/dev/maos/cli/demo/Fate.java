package dev.maos.cli.demo;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides beforehand which reviews end with the death of their reviewer, and at which moment.
 *
 * <p>The decision comes from the seed and the files alone: it does not matter who reviews a file,
 * or in which order. A review kills once; when it is done again, it goes well. Thread-safe.
 */
final class Fate {
  /** Where in its work a reviewer dies. */
  enum Moment {
    /** With the message in its hand and nothing done. */
    ON_ARRIVAL,
    /** With the work done and the answer not sent. */
    BEFORE_THE_ANSWER,
    /** With the answer sent and the message not acknowledged. */
    AFTER_THE_ANSWER;

    /** As people say it. */
    String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** What a reviewer may die over. */
  private record Task(Discipline discipline, String file) {
    static Stream<Task> of(SourceFile file) {
      return Stream.of(Discipline.values()).map(each -> new Task(each, file.path()));
    }

    // The same in every process, which the hash code of an enum constant is not.
    SplittableRandom chance(long seed) {
      return new SplittableRandom(seed ^ (long) (discipline.word() + "/" + file).hashCode() << 32);
    }

    Moment moment(long seed) {
      return MOMENTS.get(chance(seed).nextInt(MOMENTS.size()));
    }
  }

  private static final int MOST_CRASHES = 6;
  private static final List<Moment> MOMENTS = List.of(Moment.values());

  private final Map<Task, Moment> strikes;

  private Fate(Map<Task, Moment> strikes) {
    this.strikes = new ConcurrentHashMap<>(strikes);
  }

  /** Nobody dies. */
  static Fate never() {
    return new Fate(Map.of());
  }

  /** One crash: over the file in the middle of the list, in a discipline that the seed chooses. */
  static Fate once(List<SourceFile> files, long seed) {
    return new Fate(
        drawn(middle(files), seed)
            .limit(1)
            .collect(Collectors.toMap(task -> task, task -> Moment.BEFORE_THE_ANSWER)));
  }

  /** As {@link #once}, at a moment that the seed chooses too. */
  static Fate onceAtSomeMoment(List<SourceFile> files, long seed) {
    return new Fate(
        drawn(middle(files), seed)
            .limit(1)
            .collect(Collectors.toMap(task -> task, task -> task.moment(seed))));
  }

  /** Two to six crashes at moments that the seed chooses, one for each fifty reviews. */
  static Fate often(List<SourceFile> files, long seed) {
    int reviews = files.size() * Discipline.values().length;
    return new Fate(
        drawn(files, seed)
            .limit(Math.clamp(reviews / 50, 2, MOST_CRASHES))
            .collect(Collectors.toMap(task -> task, task -> task.moment(seed))));
  }

  /** Called when a review starts: the moment at which it ends badly, if it does. */
  Optional<Moment> strike(Discipline discipline, String file) {
    return Optional.ofNullable(strikes.remove(new Task(discipline, file)));
  }

  private static List<SourceFile> middle(List<SourceFile> files) {
    int middle = files.size() / 2;
    return files.subList(middle, Math.min(files.size(), middle + 1));
  }

  // All reviews in an order of chance, in which each has its place whatever the order of the list.
  private static Stream<Task> drawn(List<SourceFile> files, long seed) {
    return files.stream()
        .flatMap(Task::of)
        .sorted(
            Comparator.<Task>comparingLong(task -> task.chance(seed).nextLong())
                .thenComparing(Task::file)
                .thenComparing(Task::discipline));
  }
}
