package dev.maos.redis.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Operations that travel together: done in order, all of them or none. */
final class Command {
  private final long order;
  private final FrameNumbers numbers;
  private final Consumer<PublishOperation> again;
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
    this.again = again;
    this.order = order;
    this.operations = operations;
    this.joined = JoinedPublish.join(operations, again);
    this.cargo = new Cargo(numbers);
    joined.forEach(operation -> operation.load(cargo));
  }

  long order() {
    return order;
  }

  /** What it stored, as it was answered. */
  List<PublishOperation> stored() {
    return joined.stream().flatMap(operation -> operation.stored().stream()).toList();
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

  /**
   * What is left of it, without those batches that must not take effect any more because one before
   * them was refused; they fail.
   */
  Optional<Command> remaining() {
    var over = operations.stream().filter(Command::isOver).toList();
    if (over.isEmpty()) {
      return Optional.of(this);
    }
    over.forEach(operation -> operation.failed(new BehindException()));
    var left = operations.stream().filter(operation -> !over.contains(operation)).toList();
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(new Command(order, left, numbers, again));
  }

  private static boolean isOver(Operation<?> operation) {
    return operation instanceof PublishOperation batch && batch.isOver();
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
