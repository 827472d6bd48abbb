package dev.maos.event;

import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import dev.maos.base.TopicTrie;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The places of filters that look at topics. As long as there are patterns with wildcards, the
 * places of a topic are looked up in the tree of patterns once and then remembered. Changed under
 * the index's lock, read without.
 */
final class TopicNodes {
  private static final int MAX_KNOWN = 65_536;
  private static final IndexNode[] NONE = {};

  private final Object lock;
  private final Map<String, IndexNode> exact = new ConcurrentHashMap<>();
  private final Map<TopicPattern, IndexNode> wild = new HashMap<>();
  private final TopicTrie<IndexNode> tree = new TopicTrie<>();
  private final Map<String, IndexNode[]> known = new ConcurrentHashMap<>();
  private volatile boolean isWild;

  TopicNodes(Object lock) {
    this.lock = lock;
  }

  /** The place of a pattern, made if there is none. */
  IndexNode make(TopicPattern pattern) {
    if (pattern.isExact()) {
      return exact.computeIfAbsent(pattern.value(), key -> new IndexNode());
    }
    var node = wild.get(pattern);
    if (node == null) {
      node = new IndexNode();
      wild.put(pattern, node);
      tree.add(pattern, node);
      isWild = true;
      known.clear();
    }
    return node;
  }

  int crowd(TopicPattern pattern) {
    var node = pattern.isExact() ? exact.get(pattern.value()) : wild.get(pattern);
    return node == null ? 0 : node.size();
  }

  void dropIfEmpty(TopicPattern pattern) {
    if (crowd(pattern) > 0) {
      return;
    }
    if (pattern.isExact()) {
      exact.remove(pattern.value());
      return;
    }
    var node = wild.remove(pattern);
    if (node != null) {
      tree.remove(pattern, node);
      isWild = !wild.isEmpty();
      known.clear();
    }
  }

  void collect(Matches matches) {
    var topic = matches.subject().event().topic();
    var node = exact.get(topic.value());
    if (node != null) {
      node.collect(matches);
    }
    if (isWild) {
      for (var place : wildPlaces(topic)) {
        place.collect(matches);
      }
    }
  }

  private IndexNode[] wildPlaces(Topic topic) {
    var places = known.get(topic.value());
    return places == null ? lookUp(topic) : places;
  }

  // Under the lock, so that what is remembered here is not older than a change of the patterns.
  private IndexNode[] lookUp(Topic topic) {
    synchronized (lock) {
      if (known.size() >= MAX_KNOWN) {
        known.clear();
      }
      var places = tree.match(topic).toArray(NONE);
      known.put(topic.value(), places);
      return places;
    }
  }
}
