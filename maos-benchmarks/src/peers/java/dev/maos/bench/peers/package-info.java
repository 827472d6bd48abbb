/**
 * Other libraries in the same benchmark. They carry messages inside one process without bounds,
 * leases, acknowledgements or metrics: they give fewer guarantees than the bus beside them.
 *
 * <p>Start with {@link PeersMain}.
 */
@NullMarked
package dev.maos.bench.peers;

import org.jspecify.annotations.NullMarked;
