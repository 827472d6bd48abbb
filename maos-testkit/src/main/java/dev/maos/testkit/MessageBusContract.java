package dev.maos.testkit;

import org.junit.jupiter.api.Nested;

/**
 * All that a backend must do for the message bus, one test for each promise.
 *
 * <p>A backend's test extends this and says where storage and time come from:
 *
 * <p>
 *
 * {@snippet :
 * class MemoryBusTest extends MessageBusContract {
 *   private final ManualTime time = new ManualTime();
 *
 *   @Override
 *   public MessageTransport transport(QueueLimits limits) {
 *     return new MemoryTransport(limits, time);
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
 * <p>The first contracts use the storage alone, the others through a bus. A new instance is made
 * for each test.
 */
public abstract class MessageBusContract implements TransportFixture {

  @Nested
  class Storage extends StorageContract {
    Storage() {
      super(MessageBusContract.this);
    }
  }

  @Nested
  class Fencing extends FencingContract {
    Fencing() {
      super(MessageBusContract.this);
    }
  }

  @Nested
  class Completing extends CompletionContract {
    Completing() {
      super(MessageBusContract.this);
    }
  }

  @Nested
  class Sharing extends SharingContract {
    Sharing() {
      super(MessageBusContract.this);
    }
  }

  @Nested
  class Lanes extends LaneContract {
    Lanes() {
      super(MessageBusContract.this);
    }
  }

  @Nested
  class Topics extends TopicContract {
    Topics() {
      super(MessageBusContract.this);
    }
  }

  @Nested
  class Clock extends ClockContract {
    Clock() {
      super(MessageBusContract.this);
    }
  }

  @Nested
  class Bounds extends BoundContract {
    Bounds() {
      super(MessageBusContract.this);
    }
  }

  @Nested
  class Graves extends GraveContract {
    Graves() {
      super(MessageBusContract.this);
    }
  }

  @Nested
  class Dedupe extends DedupeContract {
    Dedupe() {
      super(MessageBusContract.this);
    }
  }

  @Nested
  class Addressing extends AddressingContract {
    Addressing() {
      super(MessageBusContract.this);
    }
  }

  @Nested
  class Direct extends DirectContract {
    Direct() {
      super(MessageBusContract.this);
    }
  }

  @Nested
  class Guarantees extends GuaranteeContract {
    Guarantees() {
      super(MessageBusContract.this);
    }
  }

  @Nested
  class Delivering extends DeliveryContract {
    Delivering() {
      super(MessageBusContract.this);
    }
  }

  @Nested
  class Settlement extends SettlementContract {
    Settlement() {
      super(MessageBusContract.this);
    }
  }

  @Nested
  class Receipts extends DeliveryReceiptContract {
    Receipts() {
      super(MessageBusContract.this);
    }
  }

  @Nested
  class Lifetimes extends LifetimeContract {
    Lifetimes() {
      super(MessageBusContract.this);
    }
  }

  @Nested
  class Backpressure extends BackpressureContract {
    Backpressure() {
      super(MessageBusContract.this);
    }
  }

  @Nested
  class Conversations extends ConversationContract {
    Conversations() {
      super(MessageBusContract.this);
    }
  }

  @Nested
  class Publishing extends PublishContract {
    Publishing() {
      super(MessageBusContract.this);
    }
  }

  @Nested
  class Shutdown extends ShutdownContract {
    Shutdown() {
      super(MessageBusContract.this);
    }
  }

  @Nested
  class DeadLetters extends DeadLetterContract {
    DeadLetters() {
      super(MessageBusContract.this);
    }
  }
}
