package dev.maos.cli.demo;

import dev.maos.cli.demo.Fate.Moment;
import java.util.Optional;

/**
 * What the planner asks for.
 *
 * @param file the path below the reviewed directory
 * @param stop the moment at which the process that has it first is to be killed, if it is: its
 *     reviewer goes no further then, so that the kill comes neither early nor late
 */
record ReviewTask(String file, Optional<Moment> stop) {}
