package dev.maos.backend;

/**
 * Something that was looked at in a backend, and what to do about it.
 *
 * @param severity how bad it is
 * @param subject what was looked at, as {@code maxmemory-policy}
 * @param found what is there
 * @param remedy what to do, as a command or a sentence; empty if nothing
 */
public record Finding(Severity severity, String subject, String found, String remedy) {

  /** How bad a finding is. */
  public enum Severity {
    /** As it should be. */
    GOOD,
    /** It works, and could be better. */
    WARNING,
    /** Messages would be lost, or nothing works at all. */
    BAD
  }
}
