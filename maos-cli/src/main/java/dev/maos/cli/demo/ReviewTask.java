package dev.maos.cli.demo;

/**
 * What the planner asks for.
 *
 * @param file the path below the reviewed directory
 */
record ReviewTask(String file) {}
