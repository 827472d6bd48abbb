package dev.maos.redis.tables;

import static dev.maos.redis.tables.TableSteps.bytes;

import dev.maos.backend.AccountCharge;
import dev.maos.backend.ChargeAnswer;
import dev.maos.backend.Note;
import dev.maos.backend.NotePage;
import dev.maos.backend.NumberRange;
import dev.maos.backend.SharedTables;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.redis.link.LinkException;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The shared tables in Redis, of all processes that name the same server and namespace.
 *
 * <p>Every call is one round trip. An answer that was lost is asked for again for the command
 * timeout of the URI; after that it fails with {@link LinkException}. Its methods wait for the
 * server, so they must not be called on the link's I/O thread, on which its bells ring.
 * Thread-safe.
 */
public final class RedisTables implements SharedTables {
  private static final int PARTS_OF_RANGE = 3;
  private static final int PARTS_OF_NOTE = 3;

  private final RedisLink link;
  private final TableLibrary library;
  private final TableSteps steps;
  private final NoteBells bells;

  /** Tables in the namespace of a link, which stays the caller's to close. */
  public RedisTables(RedisLink link) {
    this(link, TableLibrary.load());
  }

  RedisTables(RedisLink link, TableLibrary library) {
    var prefix = link.uri().prefix() + "tables:";
    this.link = link;
    this.library = library;
    this.steps = new TableSteps(link, prefix);
    this.bells = new NoteBells(link, prefix + "bell");
  }

  @Override
  public ChargeAnswer charge(List<AccountCharge> charges) {
    AccountCharge.requireDistinct(charges);
    var arguments = new ArrayList<byte[]>(PARTS_OF_RANGE * charges.size());
    for (var charge : charges) {
      arguments.add(bytes(charge.account()));
      arguments.add(bytes(Long.toString(charge.cost().toNanos())));
      arguments.add(bytes(Long.toString(charge.burst().toNanos())));
    }
    var reply = steps.freely(library.charging(), "charge", arguments);
    return switch (reply.status()) {
      case "taken" -> new ChargeAnswer.Taken();
      case "full" -> new ChargeAnswer.Full();
      default -> new ChargeAnswer.TooMuch((int) reply.number(1), Duration.ofNanos(reply.number(2)));
    };
  }

  @Override
  public List<NumberRange> used(List<NumberRange> asked) {
    return ranges(steps.freely(library.telling(), "used", arguments(asked)));
  }

  @Override
  public List<NumberRange> use(List<NumberRange> numbers, Duration keep) {
    var arguments = arguments(numbers);
    // Rounded up: they are to be kept at least so long.
    arguments.addFirst(bytes(Long.toString(keep.plusMillis(1).toMillis())));
    var reply = steps.once(library.telling(), "use", arguments);
    if (reply.status().equals("full")) {
      throw new MaosException(
          ErrorCode.TOO_LARGE,
          "at most %d ranges of used numbers, %d of one series"
              .formatted(MAX_RANGES, MAX_RANGES_OF_SERIES));
    }
    return ranges(reply);
  }

  private static List<byte[]> arguments(List<NumberRange> ranges) {
    var arguments = new ArrayList<byte[]>();
    for (var range : ranges) {
      arguments.add(bytes(range.series()));
      arguments.add(hex(range.first()));
      arguments.add(hex(range.last()));
      // At either end of all numbers there is none before or behind, and the end itself does.
      arguments.add(hex(range.first() == 0 ? 0 : range.first() - 1));
      arguments.add(hex(range.last() == -1 ? -1 : range.last() + 1));
    }
    return arguments;
  }

  private static byte[] hex(long number) {
    return bytes(HexFormat.of().toHexDigits(number));
  }

  private static List<NumberRange> ranges(Reply reply) {
    var parts = reply.list(1);
    var ranges = new ArrayList<NumberRange>(parts.size() / PARTS_OF_RANGE);
    for (int i = 0; i < parts.size(); i += PARTS_OF_RANGE) {
      ranges.add(
          new NumberRange(
              parts.text(i),
              Long.parseUnsignedLong(parts.text(i + 1), 16),
              Long.parseUnsignedLong(parts.text(i + 2), 16)));
    }
    return ranges;
  }

  @Override
  public boolean write(Note note) {
    var sharded = bytes(link.sharded() ? "1" : "0");
    var arguments = List.of(sharded, bytes(note.key()), hex(note.rank()), note.value());
    var status = steps.freely(library.telling(), "write", arguments).status();
    if (status.equals("full")) {
      throw new MaosException(
          ErrorCode.TOO_LARGE,
          "at most %d notes of %d bytes together".formatted(MAX_NOTES, MAX_NOTE_BYTES));
    }
    return status.equals("ok");
  }

  @Override
  public NotePage notes(long after) {
    var reply = steps.freely(library.telling(), "notes", List.of(bytes(Long.toString(after))));
    var parts = reply.list(4);
    var notes = new ArrayList<Note>(parts.size() / PARTS_OF_NOTE);
    for (int i = 0; i < parts.size(); i += PARTS_OF_NOTE) {
      long rank = Long.parseUnsignedLong(parts.text(i + 1), 16);
      notes.add(new Note(parts.text(i), rank, parts.bytes(i + 2)));
    }
    return new NotePage(reply.number(1), notes, reply.number(2), reply.number(3) == 1);
  }

  @Override
  public Listening listen(Runnable bell) {
    return bells.listen(bell);
  }
}
