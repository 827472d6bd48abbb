package dev.maos.event;

/** How much a recorded event survives, from least to most. */
public enum EventDurability {
  /** Lives as long as the process that holds it. */
  MEMORY,
  /** Survives the death of the recording process, not of its machine. */
  PROCESS,
  /** Was on disk when the recording was acknowledged. */
  DISK,
  /** Was on further machines when the recording was acknowledged. */
  REPLICATED
}
