package dev.maos.event;

/** On whose thread a handler runs. */
public enum DeliveryMode {
  /**
   * On virtual threads of its own, one event after the other, out of a bounded mailbox: so nobody
   * waits for it but itself. While it is paused the mailbox fills.
   */
  ISOLATED,

  /**
   * On the dispatching thread, which is fastest and makes that thread wait: for handlers that are
   * quick and never block. Events that several threads dispatch at the same time are handled at the
   * same time. An event that fails is tried again later on another thread. While it is paused,
   * events are dropped.
   */
  INLINE
}
