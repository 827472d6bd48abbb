package dev.maos.security.keys;

import dev.maos.base.TopicPattern;
import java.util.List;

/**
 * What an agent may do as far as an authority certified it: its roles, and the topics on which it
 * may publish and consume. Immutable.
 */
public record Grants(List<String> roles, List<TopicPattern> publish, List<TopicPattern> consume) {
  /** Those of an agent that was pinned, or is of this process: no role, and all topics. */
  public static final Grants ALL =
      new Grants(List.of(), List.of(TopicPattern.of(">")), List.of(TopicPattern.of(">")));

  /** Copies the lists. */
  public Grants {
    roles = List.copyOf(roles);
    publish = List.copyOf(publish);
    consume = List.copyOf(consume);
  }
}
