package dev.maos.event;

/**
 * An event in its place in a stream.
 *
 * @param number its place, from 1 on without gaps
 */
public record StreamEvent(long number, Event event) {}
