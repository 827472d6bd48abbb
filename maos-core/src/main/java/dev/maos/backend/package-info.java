/**
 * What a backend is, and how one is found: by the scheme of a URI, among the providers on the path.
 *
 * <pre>
 *   "memory:" --> BackendProvider --> Backend --> MessageTransport, EventStore, AgentStore,
 *                                              DecisionStore, SharedTables
 * </pre>
 *
 * <p>Start with {@link dev.maos.backend.Backend}.
 */
package dev.maos.backend;
