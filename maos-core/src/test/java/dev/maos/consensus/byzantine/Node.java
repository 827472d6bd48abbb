package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import java.util.Optional;

/** An honest member of a {@link World}: a seat, a page of a notebook, and crashes. */
final class Node {
  private static final int GRACE = 60;
  private static final int FIRST = 250;
  private static final int LONGEST = 4_000;

  private final World world;
  private final AgentId self;
  private final int skew;
  private Optional<Seat> seat = Optional.empty();
  private byte[] page = new byte[0];
  private Optional<Statement.Paper> wish = Optional.empty();
  private int life;
  private Standing standing = Standing.MEMBER;

  Node(World world, AgentId self) {
    this.world = world;
    this.self = self;
    this.skew = world.chance.nextInt(100);
  }

  AgentId self() {
    return self;
  }

  Optional<Seat> seat() {
    return seat;
  }

  boolean isOver() {
    return seat.filter(Seat::isOver).isPresent();
  }

  int round() {
    return seat.map(it -> it.memory().round()).orElse(0);
  }

  void start() {
    life++;
    var memory = page.length == 0 ? Memory.blank() : read();
    seat = Optional.of(new Seat(world.agenda, world.town.member(self), memory, standing));
    on(new Event.Began());
    world.at(world.deadline + skew, guarded(() -> on(new Event.Closed())));
    if (world.now() <= world.deadline) {
      wish.ifPresent(this::vote);
    }
  }

  private Memory read() {
    try {
      return Page.read(world.agenda, world.town.member(self), page);
    } catch (MaosException rewritten) {
      standing = Standing.OBSERVER;
      return Memory.blank();
    }
  }

  /** The adversary has written into the notebook of this member. */
  void rewrite(byte[] other) {
    page = other;
    standing = other.length == 0 ? Standing.OBSERVER : standing;
  }

  byte[] page() {
    return page.clone();
  }

  void vote(Statement.Paper paper) {
    wish = Optional.of(paper);
    if (seat.isEmpty()) {
      return;
    }
    try {
      on(new Event.Voted(paper));
    } catch (MaosException late) {
      wish = Optional.empty();
    }
  }

  void hear(AgentId from, Letter letter) {
    on(new Event.Heard(from, letter));
  }

  private Runnable guarded(Runnable task) {
    int mine = life;
    return () -> {
      if (seat.isPresent() && life == mine) {
        task.run();
      }
    };
  }

  // It may crash between any two things that it does.
  private void on(Event event) {
    if (seat.isEmpty()) {
      return;
    }
    for (var effect : seat.get().on(event)) {
      if (world.crashes()) {
        crash();
        return;
      }
      perform(effect);
    }
  }

  void crash() {
    seat = Optional.empty();
    world.at(world.now() + 1 + world.chance.nextInt(1_500), this::start);
  }

  private void perform(Effect effect) {
    switch (effect) {
      case Effect.Store(var memory) -> {
        page = Page.write(world.agenda, world.town.member(self), memory);
        memory.paper().ifPresent(paper -> world.oracle.cast(self, paper.statement()));
      }
      case Effect.Send(var letter, var to) -> world.send(self, letter, to);
      case Effect.Wake(var alarm, int number) ->
          world.at(
              world.now() + wait(alarm, number),
              guarded(() -> on(new Event.Elapsed(alarm, number))));
      case Effect.Accuse(var evidence) -> world.oracle.accused(evidence);
      case Effect.Decided(var certificate) ->
          world.oracle.ended(certificate, world.now() < world.deadline);
    }
  }

  private static int wait(Event.Alarm alarm, int number) {
    return switch (alarm) {
      case GRACE -> GRACE;
      case ROUND, AGAIN -> number > 4 ? LONGEST : FIRST << number;
    };
  }
}
