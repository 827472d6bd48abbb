package dev.maos.cli.demo;

/**
 * Something about a source file that its readers should know.
 *
 * @param line where, counted from 1; 0 for the file as a whole
 * @param what it is, as a sentence for people
 * @param points how much it weighs against the file, from 0
 */
public record Finding(int line, String what, int points) {}
