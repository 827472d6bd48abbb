package dev.maos.redis.bus;

import dev.maos.message.InboxSpec;
import dev.maos.message.InboxSpec.LaneOrder;
import dev.maos.message.InboxSpec.WhenBufferFull;
import dev.maos.message.InboxSpec.WhenFull;
import dev.maos.message.MessageFilter;
import dev.maos.message.Priority;
import dev.maos.message.StartAt;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The readers that a random life may have. */
enum Readings {
  /** All want everything on their topics, and from now on. */
  PLAIN,

  /** With filters of many kinds, and curious about the past. */
  COLOURFUL;

  private static final List<MessageFilter> FILTERS =
      List.of(
          MessageFilter.ANY,
          MessageFilter.ANY.senders(LibraryScene.ALICE),
          MessageFilter.ANY.priorities(Priority.CRITICAL, Priority.LOW));

  List<InboxSpec> all() {
    var all = new ArrayList<InboxSpec>();
    for (var filter : this == PLAIN ? FILTERS.subList(0, 1) : FILTERS) {
      for (var spec : of(filter)) {
        all.add(variant(spec, StartAt.LATEST, all.size()));
        if (this == COLOURFUL) {
          all.add(variant(spec, StartAt.EARLIEST, all.size()));
        }
      }
    }
    return all;
  }

  private static List<InboxSpec> of(MessageFilter filter) {
    return List.of(
        LibraryScene.reading(LibraryScene.BOB, ">", filter),
        LibraryScene.reading(LibraryScene.BOB, "jobs", filter),
        LibraryScene.reading(LibraryScene.ALICE, "news.*", filter),
        LibraryScene.member("one", filter),
        LibraryScene.member("other", filter));
  }

  private static InboxSpec variant(InboxSpec spec, StartAt start, int number) {
    return new InboxSpec(
        spec.agent(),
        spec.pattern(),
        spec.filter(),
        spec.group(),
        start,
        spec.lease(),
        number % 3 == 0 ? LaneOrder.STRICT : LaneOrder.WEIGHTED,
        number % 2 == 0 ? WhenFull.LAGGING : WhenFull.DEAD_LETTER,
        number % 4 == 0 ? WhenBufferFull.DROP_NEWEST : WhenBufferFull.DROP_OLDEST);
  }

  InboxSpec any(RandomGenerator random) {
    var all = all();
    return all.get(random.nextInt(all.size()));
  }
}
