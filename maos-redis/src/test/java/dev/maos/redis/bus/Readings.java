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
  PLAIN(List.of(MessageFilter.ANY), List.of(StartAt.LATEST)),

  /** With filters of many kinds, and curious about the past. */
  COLOURFUL(
      List.of(
          MessageFilter.ANY,
          MessageFilter.ANY.senders(LibraryScene.ALICE),
          MessageFilter.ANY.priorities(Priority.CRITICAL, Priority.LOW)),
      List.of(StartAt.LATEST, StartAt.EARLIEST));

  private final List<InboxSpec> all = new ArrayList<>();

  Readings(List<MessageFilter> filters, List<StartAt> starts) {
    for (var filter : filters) {
      for (var start : starts) {
        add(LibraryScene.reading(LibraryScene.BOB, ">", filter), start);
        add(LibraryScene.reading(LibraryScene.BOB, "jobs", filter), start);
        add(LibraryScene.reading(LibraryScene.ALICE, "news.*", filter), start);
        add(LibraryScene.member("one", filter), start);
        add(LibraryScene.member("other", filter), start);
      }
    }
  }

  private void add(InboxSpec spec, StartAt start) {
    all.add(
        new InboxSpec(
            spec.agent(),
            spec.pattern(),
            spec.filter(),
            spec.group(),
            start,
            spec.lease(),
            all.size() % 3 == 0 ? LaneOrder.STRICT : LaneOrder.WEIGHTED,
            all.size() % 2 == 0 ? WhenFull.LAGGING : WhenFull.DEAD_LETTER,
            all.size() % 4 == 0 ? WhenBufferFull.DROP_NEWEST : WhenBufferFull.DROP_OLDEST));
  }

  InboxSpec any(RandomGenerator random) {
    return all.get(random.nextInt(all.size()));
  }

  List<InboxSpec> all() {
    return all;
  }
}
