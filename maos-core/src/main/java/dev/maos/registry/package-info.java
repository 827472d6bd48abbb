/**
 * Who is there, what they are able to do, whether they live, and whom to pick.
 *
 * <pre>
 *   what is said       AgentDescriptor (Capability, Endpoint) &lt;-- AgentCard (JSON of A2A)
 *                      AgentState (AgentStatus, load, Seen)       in an AgentRecord
 *   where it is kept   AgentStore: records, beats of sessions, a log of changes
 *
 *   here               Hosting (Registration, Heart, Sampler, StateWriter) --writes--> AgentStore
 *   elsewhere          Lookout &lt;--bell, log, beats-- AgentStore
 *                        Directory --> View --> Finder (AgentQuery)
 *                        LoadBoard -----------> Selector, Choice (Selection)
 *                        Story ---------------> Watch
 *   what is connected  Surroundings: Announcer, Prober, LoadSensor, RegistrationGuard
 * </pre>
 *
 * <p>Liveness is computed from beats when it is asked for, and never stored. Of two processes that
 * register one id the newer has it, and the older's writes are refused.
 *
 * <p>Start with {@link dev.maos.registry.AgentRegistry}.
 */
package dev.maos.registry;
