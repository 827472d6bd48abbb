package dev.maos.cli.demo;

/**
 * A method or function in a source file.
 *
 * @param name as written
 * @param first the number of its first line
 * @param last the number of its last line
 * @param depth how many blocks are nested in one another at its deepest place, 0 for none
 * @param deepest the number of the line where that is
 */
record Method(String name, int first, int last, int depth, int deepest) {
  int length() {
    return last - first + 1;
  }
}
