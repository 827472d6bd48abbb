-- Retention: what exceeds the bounds goes, the oldest first.
--
-- INVARIANT: nothing goes that a cursor has not read, unless it lies more than its maximum lag behind
-- the end; a cursor that is passed over is moved to just before what is kept, in the same step, and
-- knows how much it missed. An entry goes with the last of its events; until then 'first' hides those
-- that are gone.

do
local MOST_AT_ONCE = 2000

-- The smallest sequence that somebody has yet to read and that is held for him.
local function first_held(cursors)
  local held = math.huge
  for _, each in ipairs(cursors) do
    local c = each.cursor
    if last - c.sequence <= c.lag then held = math.min(held, c.sequence + 1) end
  end
  return held
end

-- How far the events from 'at' on exceed the bounds, within one entry: the first that does not, and
-- that entry. What is missing exceeds.
local function excess_from(at, most, oldest)
  local entry = entry_from(at)
  if not entry then return last + 1, nil end
  if entry.first > at then return entry.first, nil end
  local stop = entry.recorded < oldest and entry.last + 1 or math.min(entry.last + 1, last + 1 - most)
  return math.max(stop, at), entry
end

local function forget(entry, from, behind, ids, terms)
  for _, event in ipairs(events_of(entry.index, entry.first)) do
    if event.sequence >= from and event.sequence < behind then
      ids[#ids + 1] = event.id
      for i = 1, #event.terms, TERM_BYTES do
        terms[#terms + 1] = sub(event.terms, i, i + TERM_BYTES - 1) .. pack('>I6', event.sequence)
      end
    end
  end
end

local function pass_over(cursors, behind)
  local passed = {}
  for _, each in ipairs(cursors) do
    local c = each.cursor
    if c.sequence < behind - 1 then
      c.missed = c.missed + behind - 1 - c.sequence
      c.sequence = behind - 1
      passed[#passed + 1] = each.name
      passed[#passed + 1] = write_cursor(each.name, c)
    end
  end
  return passed
end

-- retain: how many events at most, and how old in microseconds. Answers how many are gone, '1' if no
-- more are to go, then names and cursors of those that lost unread events.
operations.retain = function(arguments)
  local most, oldest = tonumber(arguments[2]), now - tonumber(arguments[3])
  local cursors = all_cursors()
  local at, bound = first, math.min(first_held(cursors), last + 1)
  local ids, terms, finished = {}, {}, false
  while at < bound and at - first < MOST_AT_ONCE do
    local stop, entry = excess_from(at, most, oldest)
    if stop == at then
      finished = true
      break
    end
    stop = math.min(stop, bound, first + MOST_AT_ONCE)
    if entry then forget(entry, at, stop, ids, terms) end
    at = stop
  end
  local reply = { 'ok', whole(#ids), (finished or at >= bound) and '1' or '0' }
  if at > first then
    call('HSET', K_META, 'first', whole(at))
    call('XTRIM', K_ENTRIES, 'MINID', whole(at))
    in_portions('HDEL', K_IDS, ids)
    in_portions('ZREM', K_TERMS, terms)
    for _, part in ipairs(pass_over(cursors, at)) do reply[#reply + 1] = part end
  end
  return reply
end
end
