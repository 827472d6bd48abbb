/**
 * The rules of the house, for every module that keeps them.
 *
 * <pre>
 *   a module's ArchitectureTest --is a--> HouseContract, one test for each rule
 *        | says                               | asks
 *        +--> House: the plan                 Rooms, Libraries, Habits, Loggers, Names --> faults
 * </pre>
 *
 * <p>Needs ArchUnit, which a user of the other packages does not need. Start with {@link
 * dev.maos.testkit.house.HouseContract}.
 */
package dev.maos.testkit.house;
