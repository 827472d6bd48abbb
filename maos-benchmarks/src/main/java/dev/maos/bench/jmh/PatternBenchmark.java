package dev.maos.bench.jmh;

import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import dev.maos.base.TopicTrie;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Who wants a topic, among many patterns that do not match it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class PatternBenchmark {
  /** Patterns for other topics. */
  @Param({"10", "10000"})
  public int others;

  private final TopicTrie<Integer> trie = new TopicTrie<>();
  private final Topic topic = Topic.of("reviews.java.nesting");
  private final TopicPattern pattern = TopicPattern.of("reviews.*.nesting");

  /** Adds the patterns: three that match, and the others. */
  @Setup
  public void fill() {
    trie.add(TopicPattern.exactly(topic), -1);
    trie.add(pattern, -2);
    trie.add(TopicPattern.of("reviews.>"), -3);
    for (int i = 0; i < others; i++) {
      trie.add(TopicPattern.of("reviews.java.topic" + i), i);
    }
  }

  /** All that match, by the trie. */
  @Benchmark
  public void match(Blackhole sink) {
    trie.forEachMatch(topic, sink::consume);
  }

  /** One pattern alone. */
  @Benchmark
  public boolean matchOne() {
    return pattern.matches(topic);
  }
}
