package dev.maos.cli.demo;

import dev.maos.base.AgentId;
import java.util.concurrent.atomic.AtomicInteger;

/** The reviewers of one discipline: what they share. Thread-safe. */
final class Team {
  private final Discipline discipline;
  private final Analysis analysis;
  private final AtomicInteger members = new AtomicInteger();

  Team(Discipline discipline) {
    this.discipline = discipline;
    this.analysis = discipline.analysis();
  }

  Discipline discipline() {
    return discipline;
  }

  Analysis analysis() {
    return analysis;
  }

  /** The name of the next member. */
  AgentId nextName() {
    return AgentId.of(discipline.word() + "-" + members.incrementAndGet());
  }
}
