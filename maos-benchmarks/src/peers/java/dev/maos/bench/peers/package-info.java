/**
 * Other libraries in the same benchmark. In one process they carry messages without bounds, leases,
 * acknowledgements or metrics; over a server, one message in a command and at most acknowledged.
 * They give fewer guarantees than the bus beside them.
 *
 * <p>Start with {@link PeersMain}.
 */
@NullMarked
package dev.maos.bench.peers;

import org.jspecify.annotations.NullMarked;
