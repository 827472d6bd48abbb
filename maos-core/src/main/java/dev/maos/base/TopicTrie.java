package dev.maos.base;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An index from topic patterns to values that finds the values of a topic without trying patterns.
 *
 * <p>Exact patterns lie in one hash table, so a topic finds them in one step. Patterns with
 * wildcards lie in a tree with one level per segment; a look-up follows at each level the segment
 * itself, {@code *} and {@code >}, and never touches a branch that cannot match. Nodes without
 * content are removed at once.
 *
 * <p>A value is held once per pattern, by its {@code equals}; values of one pattern keep the order
 * in which they were added. A value under several patterns is found once for each that matches. Not
 * thread-safe.
 *
 * @param <V> what is found
 */
public final class TopicTrie<V> {
  private final Map<String, Bucket<V>> exact = new HashMap<>();
  private final Node<V> root = new Node<>();
  private int size;

  /** An index without values. */
  public TopicTrie() {}

  /** Puts a value under a pattern; does nothing when it is there already. */
  public void add(TopicPattern pattern, V value) {
    var bucket = pattern.isExact() ? exactBucket(pattern) : wildcardBucket(pattern);
    if (bucket.add(value)) {
      size++;
    }
  }

  /** Takes a value from under a pattern; tells whether it was there. */
  public boolean remove(TopicPattern pattern, V value) {
    boolean removed =
        pattern.isExact() ? removeExact(pattern, value) : remove(root, pattern.value(), 0, value);
    if (removed) {
      size--;
    }
    return removed;
  }

  /** The values of all patterns that match the topic, as a list of its own. */
  public List<V> match(Topic topic) {
    var found = new ArrayList<V>();
    forEachMatch(topic, found::add);
    return found;
  }

  /** Calls the action for each value that {@link #match} finds; it must not change this index. */
  public void forEachMatch(Topic topic, Consumer<? super V> action) {
    var bucket = exact.get(topic.value());
    if (bucket != null) {
      bucket.forEach(action);
    }
    if (root.isEmpty()) {
      return;
    }
    if (topic.isReserved()) {
      forLiteral(root, topic.value(), 0, action);
    } else {
      visit(root, topic.value(), 0, action);
    }
  }

  /** How many values are held, counted once per pattern. */
  public int size() {
    return size;
  }

  private Bucket<V> exactBucket(TopicPattern pattern) {
    return exact.computeIfAbsent(pattern.value(), key -> new Bucket<>());
  }

  private Bucket<V> wildcardBucket(TopicPattern pattern) {
    var node = root;
    for (var segment : pattern.value().split("\\.", -1)) {
      if (segment.charAt(0) == Grammar.TAIL) {
        return node.tailBucket();
      }
      node = node.makeChild(segment);
    }
    return node.hereBucket();
  }

  private boolean removeExact(TopicPattern pattern, V value) {
    var bucket = exact.get(pattern.value());
    boolean removed = bucket != null && bucket.remove(value);
    if (bucket != null && bucket.isEmpty()) {
      exact.remove(pattern.value());
    }
    return removed;
  }

  private static <V> boolean remove(Node<V> node, String pattern, int from, V value) {
    if (from > pattern.length()) {
      return node.removeHere(value);
    }
    if (pattern.charAt(from) == Grammar.TAIL) {
      return node.removeTail(value);
    }
    int end = Grammar.segmentEnd(pattern, from);
    var segment = pattern.substring(from, end);
    var child = node.child(segment);
    if (child == null) {
      return false;
    }
    boolean removed = remove(child, pattern, end + 1, value);
    if (child.isEmpty()) {
      node.dropChild(segment);
    }
    return removed;
  }

  private static <V> void visit(Node<V> node, String topic, int from, Consumer<? super V> action) {
    if (from > topic.length()) {
      forBucket(node.here, action);
      return;
    }
    forBucket(node.tail, action);
    if (node.any != null) {
      visit(node.any, topic, Grammar.segmentEnd(topic, from) + 1, action);
    }
    forLiteral(node, topic, from, action);
  }

  private static <V> void forLiteral(
      Node<V> node, String topic, int from, Consumer<? super V> action) {
    if (node.children == null) {
      return;
    }
    int end = Grammar.segmentEnd(topic, from);
    var child = node.children.get(topic.substring(from, end));
    if (child != null) {
      visit(child, topic, end + 1, action);
    }
  }

  private static <V> void forBucket(@Nullable Bucket<V> bucket, Consumer<? super V> action) {
    if (bucket != null) {
      bucket.forEach(action);
    }
  }

  /** One level of the tree; what it does not need is not there, so a leaf holds its values only. */
  private static final class Node<V> {
    private static final String ANY = String.valueOf(Grammar.ONE);

    @Nullable Map<String, Node<V>> children;
    @Nullable Node<V> any;
    @Nullable Bucket<V> here;
    @Nullable Bucket<V> tail;

    @Nullable Node<V> child(String segment) {
      if (segment.equals(ANY)) {
        return any;
      }
      return children == null ? null : children.get(segment);
    }

    Node<V> makeChild(String segment) {
      if (segment.equals(ANY)) {
        any = any == null ? new Node<>() : any;
        return any;
      }
      children = children == null ? HashMap.newHashMap(1) : children;
      return children.computeIfAbsent(segment, key -> new Node<>());
    }

    void dropChild(String segment) {
      if (segment.equals(ANY)) {
        any = null;
      } else if (children != null) {
        children.remove(segment);
        children = children.isEmpty() ? null : children;
      }
    }

    Bucket<V> hereBucket() {
      here = here == null ? new Bucket<>() : here;
      return here;
    }

    Bucket<V> tailBucket() {
      tail = tail == null ? new Bucket<>() : tail;
      return tail;
    }

    boolean removeHere(V value) {
      boolean removed = here != null && here.remove(value);
      here = here == null || here.isEmpty() ? null : here;
      return removed;
    }

    boolean removeTail(V value) {
      boolean removed = tail != null && tail.remove(value);
      tail = tail == null || tail.isEmpty() ? null : tail;
      return removed;
    }

    boolean isEmpty() {
      return children == null && any == null && here == null && tail == null;
    }
  }
}
