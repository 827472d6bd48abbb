package dev.maos.testkit;

import org.junit.jupiter.api.Nested;

/**
 * All that a store of events must do, one test for each promise.
 *
 * <p>A store's test extends this and says where store and time come from:
 *
 * <p>
 *
 * {@snippet :
 * class MemoryEventStoreTest extends EventStoreContract {
 *   private final ManualTime time = new ManualTime();
 *
 *   @Override
 *   public EventStore store() {
 *     return MemoryEventStore.of(time);
 *   }
 *
 *   @Override
 *   public TimeSource time() {
 *     return time;
 *   }
 *
 *   @Override
 *   public void pass(Duration duration) {
 *     time.advance(duration);
 *   }
 * }
 * }
 *
 * <p>A new instance is made for each test, which closes the store that it asked for.
 */
public abstract class EventStoreContract implements EventStoreFixture {

  @Nested
  class Appending extends EventAppendContract {
    Appending() {
      super(EventStoreContract.this);
    }
  }

  @Nested
  class Querying extends EventQueryContract {
    Querying() {
      super(EventStoreContract.this);
    }
  }

  @Nested
  class AnyFilter extends EventFilterContract {
    AnyFilter() {
      super(EventStoreContract.this);
    }
  }

  @Nested
  class Paging extends EventPageContract {
    Paging() {
      super(EventStoreContract.this);
    }
  }

  @Nested
  class Cursors extends EventCursorContract {
    Cursors() {
      super(EventStoreContract.this);
    }
  }

  @Nested
  class Retention extends EventRetentionContract {
    Retention() {
      super(EventStoreContract.this);
    }
  }

  @Nested
  class Lifetime extends EventStoreLifetimeContract {
    Lifetime() {
      super(EventStoreContract.this);
    }
  }
}
