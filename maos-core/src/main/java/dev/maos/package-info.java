/**
 * The door: {@link dev.maos.Maos} opens a backend by its URI, wires the parts over it, and closes
 * the whole. Nothing inside imports this package.
 *
 * <p>Start with {@link dev.maos.Maos#open}.
 */
package dev.maos;
