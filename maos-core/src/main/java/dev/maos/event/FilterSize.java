package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.List;

/** How large a filter may be, so that to look at one event takes a bounded time. */
final class FilterSize {
  static final int MAX_PARTS = 1_000;
  static final int MAX_DEPTH = 32;

  private FilterSize() {}

  /** Checks a filter that is about to have these parts, each of which has been checked. */
  static void check(List<EventFilter> parts) {
    int size = 1;
    int depth = 1;
    for (var part : parts) {
      // Each part is within bounds itself, so this stops soon, also for the same part many times.
      size += size(part);
      depth = Math.max(depth, 1 + depth(part));
      if (size > MAX_PARTS) {
        throw refusal("more than " + MAX_PARTS + " parts");
      }
    }
    if (depth > MAX_DEPTH) {
      throw refusal(depth + " levels");
    }
  }

  static int size(EventFilter filter) {
    return switch (filter) {
      case EventFilter.And(var filters) -> size(filters);
      case EventFilter.Or(var filters) -> size(filters);
      case EventFilter.Not(var inner) -> 1 + size(inner);
      case EventFilter.All _,
          EventFilter.OfType _,
          EventFilter.OnTopic _,
          EventFilter.FromSource _,
          EventFilter.HasTag _,
          EventFilter.MinSeverity _,
          EventFilter.HasField _,
          EventFilter.Where _,
          EventFilter.Custom _ ->
          1;
    };
  }

  private static int size(List<EventFilter> filters) {
    int size = 1;
    for (var filter : filters) {
      size += size(filter);
    }
    return size;
  }

  private static int depth(EventFilter filter) {
    return switch (filter) {
      case EventFilter.And(var filters) -> depth(filters);
      case EventFilter.Or(var filters) -> depth(filters);
      case EventFilter.Not(var inner) -> 1 + depth(inner);
      case EventFilter.All _,
          EventFilter.OfType _,
          EventFilter.OnTopic _,
          EventFilter.FromSource _,
          EventFilter.HasTag _,
          EventFilter.MinSeverity _,
          EventFilter.HasField _,
          EventFilter.Where _,
          EventFilter.Custom _ ->
          1;
    };
  }

  private static int depth(List<EventFilter> filters) {
    int deepest = 0;
    for (var filter : filters) {
      deepest = Math.max(deepest, depth(filter));
    }
    return 1 + deepest;
  }

  private static InvalidInputException refusal(String found) {
    return new InvalidInputException(
        ErrorCode.FILTER_TOO_COMPLEX,
        "filter",
        found,
        "at most 1,000 parts, nested at most 32 deep");
  }
}
