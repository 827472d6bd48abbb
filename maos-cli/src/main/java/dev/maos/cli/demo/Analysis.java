package dev.maos.cli.demo;

import java.util.List;

/**
 * A way to look at a source file. Thread-safe, and looking twice at one file finds the same as
 * looking once: a review may have to be done again after a crash.
 */
interface Analysis {
  List<Finding> review(Source source);
}
