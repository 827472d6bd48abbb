package dev.maos.registry;

/** Whether an agent takes new work. */
public enum Intake {
  /** It does. */
  OPEN,
  /** It finishes what it has, and is given no more. */
  DRAINING
}
