package dev.maos.memory;

import dev.maos.base.Signal;
import dev.maos.base.TimeSource;
import dev.maos.message.QueueLimits;
import dev.maos.message.Resends;

/**
 * What all endpoints of a transport share.
 *
 * @param room raised whenever a full queue may have room again
 */
record Shared(QueueLimits limits, TimeSource time, Signal room, Resends resends) {}
