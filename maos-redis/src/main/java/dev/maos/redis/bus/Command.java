package dev.maos.redis.bus;

import java.util.ArrayList;
import java.util.List;

/** Operations that travel together: done in order, all of them or none. */
final class Command {
  private final long order;
  private final List<Operation<?>> operations;
  private final List<byte[]> arguments = new ArrayList<>();

  /** Its number in its session's generation; 0 if it must not be repeated. */
  long number;

  /**
   * Puts operations into one command.
   *
   * @param order its place among all commands of its pipeline
   */
  Command(long order, List<Operation<?>> operations) {
    this.order = order;
    this.operations = operations;
    operations.forEach(operation -> arguments.addAll(operation.arguments()));
  }

  long order() {
    return order;
  }

  List<Operation<?>> operations() {
    return operations;
  }

  List<byte[]> arguments() {
    return arguments;
  }

  /** The same operations, each in a command of its own. */
  List<Command> split() {
    return operations.stream().map(operation -> new Command(order, List.of(operation))).toList();
  }

  List<Runnable> answered(Answer answer) {
    var tellings = new ArrayList<Runnable>(operations.size());
    operations.forEach(operation -> tellings.add(operation.answered(answer)));
    return tellings;
  }

  void failed(RuntimeException error) {
    operations.forEach(operation -> operation.failed(error));
  }
}
