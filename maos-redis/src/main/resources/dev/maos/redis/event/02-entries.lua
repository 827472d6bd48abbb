-- Entries: the events that came together, in one entry of a stream, since Redis pays for each entry
-- and hardly for its bytes.
--
-- INVARIANT: the id of an entry is its last sequence and how many events it has. So the entry that
-- holds a sequence is the first one from it on, and the stream is in the order of the sequences. What
-- is not written like that is somebody else's: it is passed over, and put aside when it is in the
-- way of what is to be added.
--
-- entry: h = I6 its first sequence, I8 when it was recorded, I2 how many; i = for each event I4
-- length of its bytes, 16 bytes id, B how many terms, the terms; e = the bytes of the events
-- terms: B kind, 16 bytes: what events can be looked up by

local HEADER_BYTES = 16
local MOST_FOREIGN = 1000

-- The parts of an entry of ours; nothing if it is another's.
local function parse(raw)
  local f = raw[2]
  if #f ~= 6 or f[1] ~= 'h' or f[3] ~= 'i' or f[5] ~= 'e' or #f[2] ~= HEADER_BYTES then return nil end
  local from, recorded, count = unpack_at('>I6I8I2', f[2])
  if raw[1] ~= whole(from + count - 1) .. '-' .. count then return nil end
  return { first = from, last = from + count - 1, recorded = recorded, index = f[4], bytes = f[6] }
end

-- The entry that holds a sequence, or else the next one; nothing behind the last sequence.
local function entry_from(sequence)
  local start = whole(sequence)
  while true do
    local raw = call('XRANGE', K_ENTRIES, start, whole(last), 'COUNT', 1)[1]
    if not raw then return nil end
    local entry = parse(raw)
    if entry then return entry end
    start = '(' .. raw[1]
  end
end

-- The events of an entry: for each its sequence, id, terms, and where its bytes begin and end.
local function events_of(index, sequence)
  local events, at, from = {}, 1, 1
  while at + 20 <= #index do
    local size, id, terms = unpack_at('>I4c16B', index, at)
    local behind = at + 21 + TERM_BYTES * terms
    events[#events + 1] = { sequence = sequence, id = id, from = from, to = from + size - 1,
      terms = sub(index, at + 21, behind - 1), record = sub(index, at, behind - 1) }
    sequence, at, from = sequence + 1, behind, from + size
  end
  return events
end

-- I8 when it was recorded, then the bytes of the event; nothing if it is not there.
local function copy_of(sequence, entry)
  if not entry then return nil end
  entry.events = entry.events or events_of(entry.index, entry.first)
  local event = entry.events[sequence - entry.first + 1]
  return event and pack('>I8', entry.recorded) .. sub(entry.bytes, event.from, event.to)
end

-- Entries of somebody else behind our last one would let none of ours follow.
local function put_aside(behind)
  while true do
    local some = call('XRANGE', K_ENTRIES, whole(behind + 1), '+', 'COUNT', 100)
    for _, raw in ipairs(some) do
      -- What it was is worth less than what is to follow it.
      redis.pcall('XADD', K_FOREIGN, 'MAXLEN', '~', MOST_FOREIGN, '*',
        unpack(raw[2], 1, math.min(#raw[2], 1000)))
      call('XDEL', K_ENTRIES, raw[1])
      call('HINCRBY', K_META, 'foreign', 1)
    end
    if #some < 100 then break end
  end
  call('XSETID', K_ENTRIES, whole(behind) .. '-18446744073709551615')
end

local function add_entry(from, count, index, bytes)
  local header = pack('>I6I8I2', from, now, count)
  local id = whole(from + count - 1) .. '-' .. count
  local added = redis.pcall('XADD', K_ENTRIES, id, 'h', header, 'i', index, 'e', bytes)
  if type(added) == 'table' then
    put_aside(from - 1)
    call('XADD', K_ENTRIES, id, 'h', header, 'i', index, 'e', bytes)
  end
end
