package dev.maos.cli.demo;

import dev.maos.base.Topic;
import dev.maos.message.SubscriptionOptions;
import java.time.Duration;
import java.util.Locale;

/** What a reviewer looks at. Each discipline has a topic of its own, and those who are able. */
public enum Discipline {
  /** How long files, methods and lines are. */
  SIZE(2),
  /** How deep the code is nested. */
  NESTING(3),
  /** How well the code is explained. */
  COMMENTS(1),
  /** What was copied from somewhere else. */
  DUPLICATION(3);

  // More than there are crashes in any run, so that no message is given up because of them.
  private static final int MAX_DELIVERIES = 10;

  private final String word = name().toLowerCase(Locale.ROOT);
  private final int weight;

  Discipline(int weight) {
    this.weight = weight;
  }

  /** The name in lower case. */
  public String word() {
    return word;
  }

  /** How much the vote of its reviewers weighs. */
  int weight() {
    return weight;
  }

  Topic topic() {
    return Topic.of("review." + word);
  }

  /** What its reviewers are able to do. */
  String capability() {
    return "review-" + word;
  }

  /** How its reviewers subscribe: under this lease. */
  SubscriptionOptions options(Duration lease) {
    return SubscriptionOptions.defaults().lease(lease).maxDeliveries(MAX_DELIVERIES);
  }

  /** A new analysis; the reviewers of one crew share it. */
  Analysis analysis() {
    return switch (this) {
      case SIZE -> new SizeAnalysis();
      case NESTING -> new NestingAnalysis();
      case COMMENTS -> new CommentsAnalysis();
      case DUPLICATION -> new DuplicationAnalysis();
    };
  }
}
