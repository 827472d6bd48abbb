package dev.maos.redis.bus;

import dev.maos.message.InboxSpec;
import dev.maos.message.InboxSpec.LaneOrder;
import dev.maos.message.InboxSpec.Sources;
import dev.maos.message.InboxSpec.WhenBufferFull;
import dev.maos.message.InboxSpec.WhenFull;
import dev.maos.message.MessageFilter;
import dev.maos.message.MessageId;
import dev.maos.message.StartAt;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the server knows a reader: by its number and the shelves it stands at.
 *
 * @param number of the reader
 * @param direct number of its shelf at its inbox or group
 * @param announced number of its shelf at its subscription
 */
record ReaderName(long number, int direct, int announced) {
  private static final int BURIES_WHEN_FULL = 1;
  private static final int DROPS_NEWEST = 2;
  private static final int ON_BEHALF = 4;
  private static final int SEES_ALL_BUT_RESERVED = 1;
  private static final int SEES_ALL = 2;

  /** Opens a reader, which gets a number of its own; the start is of this process's clock. */
  static Operation<ReaderName> opening(InboxSpec spec, ServerClock clock) {
    var any = spec.filter().equals(MessageFilter.ANY);
    var everything = any && spec.pattern().value().equals(">");
    var out =
        Packer.operation('O')
            .u8(policy(spec))
            .u8(everything ? SEES_ALL_BUT_RESERVED : 0)
            .u8(any ? SEES_ALL : 0)
            .u48(0)
            .text(spec.direct().toString())
            .text(spec.subscription().toString());
    var wish = wish(spec);
    out.u16(wish.length).raw(wish).u16(wish.length).raw(wish);
    out.text(spec.subscribed().value());
    start(spec.start(), clock, out);
    return Operation.of(out, a -> new ReaderName(a.u48(), a.u32(), a.u32()));
  }

  private static int policy(InboxSpec spec) {
    return (spec.whenFull() == WhenFull.DEAD_LETTER ? BURIES_WHEN_FULL : 0)
        + (spec.whenBufferFull() == WhenBufferFull.DROP_NEWEST ? DROPS_NEWEST : 0)
        + (spec.sources() == Sources.DIRECT ? ON_BEHALF : 0);
  }

  private static byte[] wish(InboxSpec spec) {
    var filter = spec.filter();
    return new Packer()
        .text(spec.pattern().value())
        .text(list(filter.types().stream().map(Enum::name)))
        .text(list(filter.senders().stream().map(sender -> sender.value())))
        .text(list(filter.priorities().stream().map(p -> Integer.toString(p.lane()))))
        .done();
  }

  /** A comma around each element, so that one can be looked for. */
  private static String list(Stream<String> elements) {
    var sorted = elements.sorted().collect(Collectors.joining(","));
    return sorted.isEmpty() ? "" : "," + sorted + ",";
  }

  private static void start(StartAt start, ServerClock clock, Packer out) {
    switch (start) {
      case StartAt.Latest() -> out.u8(0).u64(0).zeros(16);
      case StartAt.Earliest() -> out.u8(1).u64(0).zeros(16);
      case StartAt.Since(var moment) -> out.u8(2).u64(clock.toServer(moment)).zeros(16);
      case StartAt.AfterMessage(MessageId id) -> out.u8(3).u64(0).id(id);
    }
  }

  /**
   * Takes the reader's leave.
   *
   * @param handedBack the numbers of its grants that are not its any more
   */
  Operation<Integer> leaving(InboxSpec spec, List<Long> handedBack) {
    var out = Packer.operation('C');
    write(spec, out);
    out.u16(handedBack.size());
    handedBack.forEach(out::u48);
    return Operation.of(out, Answer::u8);
  }

  void write(InboxSpec spec, Packer out) {
    out.u48(number)
        .u32(direct)
        .u32(announced)
        .u8(spec.lanes() == LaneOrder.STRICT ? 1 : 0)
        .u64(spec.leaseMicros())
        .text(spec.direct().toString())
        .text(spec.subscription().toString());
  }
}
