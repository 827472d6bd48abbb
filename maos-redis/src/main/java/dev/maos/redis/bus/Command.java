package dev.maos.redis.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Operations that travel together: done in order, all of them or none. */
final class Command {
  private final long order;
  private final FrameNumbers numbers;
  private final List<Operation<?>> operations;
  private final List<Operation<?>> joined;
  private final Cargo cargo;

  /** Its number in its session's generation; 0 if it must not be repeated. */
  long number;

  /**
   * Puts operations into one command.
   *
   * @param order its place among all commands of its pipeline
   * @param again takes what must be sent again by itself
   */
  Command(
      long order,
      List<Operation<?>> operations,
      FrameNumbers numbers,
      Consumer<PublishOperation> again) {
    this.numbers = numbers;
    this.order = order;
    this.operations = operations;
    this.joined = JoinedPublish.join(operations, again);
    this.cargo = new Cargo(numbers);
    joined.forEach(operation -> operation.load(cargo));
  }

  long order() {
    return order;
  }

  /** About how many bytes it sends. */
  int weight() {
    return operations.stream().mapToInt(Operation::weight).sum();
  }

  List<Operation<?>> operations() {
    return operations;
  }

  Cargo cargo() {
    return cargo;
  }

  /** The same operations, each in a command of its own. */
  List<Command> split() {
    return operations.stream()
        .map(operation -> new Command(order, List.of(operation), numbers, alone -> {}))
        .toList();
  }

  /** Fails it if it carries only what must not take effect any more; true if it does. */
  boolean isDropped() {
    for (var operation : operations) {
      if (!(operation instanceof PublishOperation batch && batch.isOver())) {
        return false;
      }
    }
    failed(new BehindException());
    return true;
  }

  List<Runnable> answered(Answer answer) {
    var tellings = new ArrayList<Runnable>(joined.size());
    joined.forEach(operation -> tellings.add(operation.answered(answer)));
    return tellings;
  }

  void failed(RuntimeException error) {
    operations.forEach(operation -> operation.failed(error));
  }
}
