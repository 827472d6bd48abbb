/**
 * Benchmarks of single steps, in nanoseconds, for people who change them: {@code java -jar
 * target/benchmarks.jar}.
 *
 * <p>Start with {@link EnvelopeBenchmark}.
 */
@NullMarked
package dev.maos.bench.jmh;

import org.jspecify.annotations.NullMarked;
