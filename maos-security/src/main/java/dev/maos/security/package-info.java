/**
 * Messages that nobody but their recipient can read, and nobody but their sender could have
 * written.
 *
 * <pre>
 *   CommunicationSecurity --- SecurityPolicy          what is demanded
 *      |   secureMessage: Sealing ---- MessageContent (what is inside)
 *      |   verifyMessage: Reception -- ReplayWindow, Blocklist, then MessageContent
 *      |   outbound, inbound: Doors                  (the guard of a bus)
 *      +-- SecurityMetrics, SecurityCounters
 *   ------------------------------------------------------
 *   session    keys shared for a while
 *   envelope   what travels
 *   keys       whose keys are whose
 *   wire       bytes          crypto   primitives
 * </pre>
 *
 * <p>Start with {@link dev.maos.security.CommunicationSecurity}.
 */
package dev.maos.security;
