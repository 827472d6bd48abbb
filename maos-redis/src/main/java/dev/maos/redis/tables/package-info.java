/**
 * The shared tables on Redis: each step is a function inside the server, so it is atomic, and this
 * package speaks to it.
 *
 * <pre>
 *   RedisTables --&gt; TableSteps (what is not answered is asked again) --&gt; link
 *               \--&gt; NoteBells (one channel for all who listen here)
 * </pre>
 *
 * <p>Start with {@link dev.maos.redis.tables.RedisTables}.
 */
package dev.maos.redis.tables;
