-- Queues: what is counted for each, its shelves, and who reads them.
--
-- INVARIANT: depth is the number of messages undelivered or unacknowledged, claimed and delayed
-- are parts of it, and the rest is ready: on a shelf, parked because nobody wants it, or held for
-- its ordering key. fleeting is the number of those
-- at most once among them that are not delayed.
--
-- Which process is the ear of a subscription, and what it does, is told in 16-ears.lua.
--
-- A shelf is what readers with the same wishes share. 'sees' tells how it chooses: 2 everything,
-- 1 everything but reserved topics, 0 as its wishes say.

local queue_order, wish_cache = {}, {}

at_begin(function()
  if #queue_order > 0 then queue_order = {} end
  if next(wish_cache) then wish_cache = {} end
end)

local write_queue, known_queue, known_queues

do
local function read_queue(name, s)
  local q = { name = name, shelves = {}, rooms = {} }
  local at, shelves, rooms, alone, keeps
  q.depth, q.claimed, q.delayed, q.dead, q.dropped, q.missed, q.expired, q.parked, q.policy,
    q.fleeting, alone, keeps, q.ear, shelves, at = unpack_at('>I4I4I4I4I8I8I8I4BI4BBBc0I2', s)
  q.alone, q.keeps = alone == 1, keeps == 1
  for i = 1, shelves do
    local shelf = { ready = {}, readers = {}, keys = {} }
    local readers, tail
    shelf.id, shelf.sees, shelf.ready[0], shelf.ready[1], shelf.ready[2], shelf.ready[3],
      shelf.turn, readers, at = unpack_at('>I4BI4I4I4I4I2I2', s, at)
    for r = 1, readers do
      local id, appetite
      id, appetite, tail = unpack_at('>I6B', s, at)
      shelf.readers[r] = { id = id, appetite = appetite, process = sub(s, tail, tail + 15) }
      at = tail + 16
    end
    q.shelves[i] = shelf
  end
  rooms, at = unpack_at('>B', s, at)
  for i = 1, rooms do
    q.rooms[i] = sub(s, at, at + 15)
    at = at + 16
  end
  return q
end

local function write_readers(shelf)
  local parts = {}
  for i, reader in ipairs(shelf.readers) do
    parts[i] = pack('>I6B', reader.id, reader.appetite) .. reader.process
  end
  return table.concat(parts)
end

-- The readers of a shelf change more seldom than what is counted: 'written' is their text as long
-- as it is right.
local function write_shelf(shelf)
  local r = shelf.ready
  shelf.written = shelf.written or write_readers(shelf)
  return pack('>I4BI4I4I4I4I2I2', shelf.id, shelf.sees, r[0], r[1], r[2], r[3], shelf.turn,
    #shelf.readers) .. shelf.written
end

write_queue = function(q)
  local s = pack('>I4I4I4I4I8I8I8I4BI4BBB', q.depth, q.claimed, q.delayed, q.dead, q.dropped, q.missed,
    q.expired, q.parked, q.policy, q.fleeting, q.alone and 1 or 0, q.keeps and 1 or 0, #q.ear)
    .. q.ear .. pack('>I2', #q.shelves)
  for _, shelf in ipairs(q.shelves) do s = s .. write_shelf(shelf) end
  return s .. string.char(#q.rooms) .. table.concat(q.rooms)
end

-- The queue that this text tells of, read anew only if it is not as it was.
local function queue_from(name, s)
  local q = kept_queues[name]
  if not q or q.before ~= s then
    local fine
    fine, q = pcall(read_queue, name, s)
    if not fine then error({ err = 'ERR the state of queue ' .. name .. ' cannot be read' }) end
    q.before = s
    keep(kept_queues, name, q)
  end
  q.run = run_number
  queue_order[#queue_order + 1] = q
  return q
end

-- The queue of that name if this run knows it already.
local function known_already(name)
  local q = kept_queues[name]
  return q and q.run == run_number and q
end

-- The queue of that name if there is one.
known_queue = function(name)
  local q = known_already(name)
  if q then return q end
  local s = call('HGET', K_QUEUES, name)
  return s and queue_from(name, s)
end

-- Two at once, which is cheaper.
known_queues = function(one, other)
  if one == other or known_already(one) or known_already(other) then
    return { known_queue(one), known_queue(other) }
  end
  local both = call('HMGET', K_QUEUES, one, other)
  return { both[1] and queue_from(one, both[1]), both[2] and queue_from(other, both[2]) }
end
end

local function queue(name)
  local q = known_queue(name)
  if not q then
    q = {
      name = name, depth = 0, claimed = 0, delayed = 0, dead = 0, dropped = 0, missed = 0,
      expired = 0, parked = 0, policy = 0, fleeting = 0, alone = false, keeps = false, ear = '',
      shelves = {}, rooms = {}, run = run_number,
    }
    keep(kept_queues, name, q)
    queue_order[#queue_order + 1] = q
  end
  return q
end

local function lane_key(q, shelf, lane)
  local key = shelf.keys[lane]
  if not key then
    key = P .. 'lane:' .. shelf.id .. ':' .. lane .. ':' .. q.name
    shelf.keys[lane] = key
  end
  return key
end

local function parked_key(q)
  return P .. 'parked:' .. q.name
end

local function dead_key(q)
  return P .. 'dead:' .. q.name
end

local function ready(shelf)
  local r = shelf.ready
  return r[0] + r[1] + r[2] + r[3]
end

-- Full dead letters stop a queue: whatever failed next could not be kept.
local function stopped(q)
  return q.dead >= MAX_DEAD
end

local function shelf_of(q, id)
  for _, shelf in ipairs(q.shelves) do
    if shelf.id == id then return shelf end
  end
end

local function set_appetite(shelf, reader, value)
  if reader.appetite ~= value then
    reader.appetite = value
    shelf.written = nil
  end
end

local function reader_at(shelf, id)
  for i, reader in ipairs(shelf.readers) do
    if reader.id == id then return reader, i end
  end
end

local matches, wants

do
local function is_reserved(topic)
  return topic == '_maos' or sub(topic, 1, 6) == '_maos.'
end

-- Whether a topic is in the set that a pattern names; see TopicPattern.
matches = function(pattern, topic)
  local first = sub(pattern, 1, 1)
  if (first == '*' or first == '>') and is_reserved(topic) then return false end
  local p, t = 1, 1
  while true do
    local p_end = string.find(pattern, '.', p, true) or #pattern + 1
    local t_end = string.find(topic, '.', t, true) or #topic + 1
    local segment = sub(pattern, p, p_end - 1)
    if segment == '>' then return true end
    if segment ~= '*' and segment ~= sub(topic, t, t_end - 1) then return false end
    local p_done, t_done = p_end > #pattern, t_end > #topic
    if p_done or t_done then return p_done and t_done end
    p, t = p_end + 1, t_end + 1
  end
end

-- wishes: pattern, kinds, senders, lanes, each list with a comma around every element
local function wishes(q, shelf)
  local field = shelf.id .. ':' .. q.name
  local w = wish_cache[field]
  if not w then
    local s = call('HGET', K_WISHES, field) or str('>') .. str('') .. str('') .. str('')
    local at = 1
    w = {}
    for i = 1, 4 do w[i], at = read_str(s, at) end
    wish_cache[field] = w
  end
  return w
end

local function listed(list, element)
  return list == '' or string.find(list, ',' .. element .. ',', 1, true) ~= nil
end

wants = function(q, shelf, about)
  if shelf.sees == 2 then return true end
  if shelf.sees == 1 then return not is_reserved(about.topic) end
  local w = wishes(q, shelf)
  return listed(w[2], about.kind) and listed(w[3], about.sender) and listed(w[4], about.lane)
    and matches(w[1], about.topic)
end
end

local function has_idle(shelf)
  for _, reader in ipairs(shelf.readers) do
    if reader.appetite ~= BUSY and reader.appetite ~= AT_WORK then return true end
  end
  return false
end

-- The shelf for such a message: one with a reader that waits for work, else the first.
local function choose(q, about)
  local first
  for _, shelf in ipairs(q.shelves) do
    if wants(q, shelf, about) then
      if #q.shelves == 1 or has_idle(shelf) then return shelf end
      first = first or shelf
    end
  end
  return first
end

-- As above for an entry whose attributes are only read when somebody asks for them.
local function choose_for(q, e)
  if #q.shelves == 0 then return nil end
  if #q.shelves == 1 and q.shelves[1].sees == 2 then return q.shelves[1] end
  return choose(q, attributes(e.frame, lane_of(e)))
end
