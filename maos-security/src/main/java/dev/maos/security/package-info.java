/**
 * Messages that nobody but their recipient can read, and nobody but their sender could have
 * written.
 *
 * <pre>
 *   CommunicationSecurity --- SecurityPolicy          what is demanded
 *      |   secureMessage: Sealing ---- MessageContent (what is inside)
 *      |   verifyMessage: Reception -- ReplayWindow, then MessageContent
 *      |   outbound, inbound: Doors                  (the guard of a bus)
 *      |   both ask: Blocklist, Access, Limiter      and tell: Audit
 *      +-- SecurityMetrics, SecurityCounters
 *   ------------------------------------------------------
 *   session    keys shared for a while           access  who may do what
 *   envelope   what travels                      limits  how much
 *   keys       whose keys are whose              audit   what happened
 *   wire       bytes          crypto   primitives   tokens  who is at a door
 * </pre>
 *
 * <p>Start with {@link dev.maos.security.CommunicationSecurity}.
 */
package dev.maos.security;
