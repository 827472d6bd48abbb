package dev.maos.event;

import dev.maos.base.AgentId;
import dev.maos.base.JsonPaths;
import dev.maos.base.JsonPaths.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Finds who wants an event without asking those who do not.
 *
 * <p>Each filter lies at the places that its {@link Branch}es name: under a type, a source, a tag
 * or a topic, there perhaps under a field with a value. An event visits the places of its own
 * terms, and only the filters found there are asked for their rest. What has no branches lies at
 * the root, and is asked each time.
 *
 * <pre>
 *   root ---- plain: filters that cannot be found by terms
 *     |  +--- task.owner = "bob": ..
 *   type TASK_FAILED, source bob, tag night, topic jobs.*        each a place like the root
 *        +--- plain, field = value: ..
 * </pre>
 *
 * <p>Matching takes no lock. A change makes the version odd while it lasts; who matched meanwhile
 * sees another version at the end and matches again. So every event is matched against one state of
 * all filters, and a filter is replaced in one step. Thread-safe.
 */
final class EventIndex {
  private static final int SPINS = 64;

  private final JsonPaths paths = new JsonPaths();
  private final Object lock = new Object();
  private final AtomicInteger version = new AtomicInteger();
  private final IndexNode root = new IndexNode();
  private final Map<EventType, IndexNode> types = new ConcurrentHashMap<>();
  private final Map<AgentId, IndexNode> sources = new ConcurrentHashMap<>();
  private final Map<String, IndexNode> tags = new ConcurrentHashMap<>();
  private final TopicNodes topics = new TopicNodes(lock);
  private final Map<Recipient, Placement> placements = new HashMap<>();
  private int unindexed;

  /** A filter at one place; the field is empty where the place is the term's own. */
  private record Place(Optional<Term> term, Optional<Path> field, Object value, IndexEntry entry) {}

  /** All that is to be taken away again when a filter goes. */
  private record Placement(List<Place> places, List<Path> paths, boolean isIndexed) {}

  /** Puts somebody's filter in place of the one that he had, if any, in one step. */
  void put(Recipient recipient, EventFilter filter) {
    synchronized (lock) {
      var branches = Branch.of(filter, this::crowd);
      version.incrementAndGet();
      try {
        takeAway(recipient);
        place(recipient, filter, branches);
      } finally {
        version.incrementAndGet();
      }
    }
  }

  void remove(Recipient recipient) {
    synchronized (lock) {
      version.incrementAndGet();
      try {
        takeAway(recipient);
      } finally {
        version.incrementAndGet();
      }
    }
  }

  /** Whether somebody's filter is found by terms; false if he has none. */
  boolean isIndexed(Recipient recipient) {
    synchronized (lock) {
      var placement = placements.get(recipient);
      return placement != null && placement.isIndexed();
    }
  }

  /** How many filters every event is shown to. */
  int unindexed() {
    synchronized (lock) {
      return unindexed;
    }
  }

  /** Something to {@link #match} with, again and again. */
  Matches newMatches() {
    return new Matches(paths);
  }

  /** Finds who wants this event. */
  void match(Event event, Matches matches) {
    matches.subject().begin(event);
    for (int tries = 0; ; tries++) {
      int before = version.get();
      if (before % 2 == 0) {
        collect(event, matches);
        if (version.get() == before) {
          matches.dropRepeats();
          return;
        }
        matches.subject().forgetData();
        matches.clear();
      }
      pause(tries);
    }
  }

  private void pause(int tries) {
    if (tries < SPINS) {
      Thread.onSpinWait();
      return;
    }
    synchronized (lock) {
      // Whoever was changing something has finished now.
    }
  }

  private void collect(Event event, Matches matches) {
    root.collect(matches);
    topics.collect(matches);
    if (!types.isEmpty()) {
      collect(types.get(event.type()), matches);
    }
    if (!sources.isEmpty()) {
      collect(sources.get(event.source()), matches);
    }
    if (!event.tags().isEmpty()) {
      for (var tag : event.tags()) {
        collect(tags.get(tag), matches);
      }
    }
  }

  private static void collect(@Nullable IndexNode node, Matches matches) {
    if (node != null) {
      node.collect(matches);
    }
  }

  private void place(Recipient recipient, EventFilter filter, Optional<List<Branch>> branches) {
    var conditions = new Conditions(paths);
    var places = new ArrayList<Place>();
    if (branches.isEmpty()) {
      var entry = new IndexEntry(recipient, conditions.of(filter), false);
      places.add(new Place(Optional.empty(), Optional.empty(), entry, entry));
      unindexed++;
    } else {
      boolean mayRepeat = Branch.mayMeet(branches.get());
      for (var branch : branches.get()) {
        places.add(place(recipient, branch, conditions, mayRepeat));
      }
    }
    places.forEach(this::enter);
    placements.put(recipient, new Placement(places, conditions.entered(), branches.isPresent()));
  }

  private static Place place(
      Recipient recipient, Branch branch, Conditions conditions, boolean mayRepeat) {
    var entry = new IndexEntry(recipient, conditions.all(branch.rest()), mayRepeat);
    var field = branch.field().map(where -> conditions.enter(where.path()));
    var value = branch.field().map(where -> Conditions.key(where.value())).orElse(entry);
    return new Place(branch.term(), field, value, entry);
  }

  private void enter(Place place) {
    var node = place.term().map(this::make).orElse(root);
    if (place.field().isPresent()) {
      node.add(place.field().get(), place.value(), place.entry());
    } else {
      node.add(place.entry());
    }
  }

  private void takeAway(Recipient recipient) {
    var placement = placements.remove(recipient);
    if (placement == null) {
      return;
    }
    unindexed -= placement.isIndexed() ? 0 : 1;
    placement.places().forEach(this::leave);
    placement.paths().forEach(paths::remove);
  }

  private void leave(Place place) {
    var node = place.term().map(this::make).orElse(root);
    if (place.field().isPresent()) {
      node.remove(place.field().get(), place.value(), place.entry());
    } else {
      node.remove(place.entry());
    }
    place.term().ifPresent(this::dropIfEmpty);
  }

  private IndexNode make(Term term) {
    return switch (term) {
      case Term.OfType(var type) -> types.computeIfAbsent(type, key -> new IndexNode());
      case Term.FromSource(var source) -> sources.computeIfAbsent(source, key -> new IndexNode());
      case Term.HasTag(var tag) -> tags.computeIfAbsent(tag, key -> new IndexNode());
      case Term.OnTopic(var pattern) -> topics.make(pattern);
    };
  }

  private void dropIfEmpty(Term term) {
    switch (term) {
      case Term.OfType(var type) -> dropIfEmpty(types, type);
      case Term.FromSource(var source) -> dropIfEmpty(sources, source);
      case Term.HasTag(var tag) -> dropIfEmpty(tags, tag);
      case Term.OnTopic(var pattern) -> topics.dropIfEmpty(pattern);
    }
  }

  private static <K> void dropIfEmpty(Map<K, IndexNode> nodes, K key) {
    nodes.computeIfPresent(key, (same, node) -> node.size() == 0 ? null : node);
  }

  private int crowd(Term term) {
    return switch (term) {
      case Term.OfType(var type) -> crowd(types.get(type));
      case Term.FromSource(var source) -> crowd(sources.get(source));
      case Term.HasTag(var tag) -> crowd(tags.get(tag));
      case Term.OnTopic(var pattern) -> topics.crowd(pattern);
    };
  }

  private static int crowd(@Nullable IndexNode node) {
    return node == null ? 0 : node.size();
  }
}
