-- Bells: who must be told that there is something to do.
--
-- INVARIANT: while a shelf has something ready and a reader that is HUNGRY, there are at least as
-- many readers RUNG as messages ready; a bell nobody hears is rung for the next one.

local rings = {}

-- Says something on a channel of the namespace and answers with how many heard it. What may not be
-- said must not look like a failure of what it tells of.
local function say(channel, message)
  return redis.pcall(SHARDED == 1 and 'SPUBLISH' or 'PUBLISH', P .. channel, message)
end

at_begin(function()
  if next(rings) then rings = {} end
end)

local function ring(process, id)
  local list = rings[process]
  if not list then
    list = {}
    rings[process] = list
  end
  list[#list + 1] = id
end

-- A reader of this process that has its answer in the same run.
local function need_not_ring(id)
  local list = rings[PROCESS] or {}
  for i = #list, 1, -1 do
    if list[i] == id then table.remove(list, i) end
  end
end

local function wake(q, shelf)
  local count = stopped(q) and 0 or ready(shelf)
  local readers = #shelf.readers
  local first = shelf.turn
  for i = 0, readers - 1 do
    if count <= 0 then return end
    local reader = shelf.readers[(first + i) % readers + 1]
    if reader.appetite == HUNGRY or (reader.appetite == AT_WORK and readers == 1) then
      set_appetite(shelf, reader, RUNG)
      ring(reader.process, reader.id)
      shelf.turn = (first + i + 1) % readers
      -- The only reader, whose bell travels in the answer, needs nobody to look after it.
      if readers > 1 or reader.process ~= PROCESS then call('ZADD', K_RUNG, now, q.name) end
    end
    if reader.appetite == RUNG then count = count - 1 end
  end
end

local function wake_all(q)
  for _, shelf in ipairs(q.shelves) do
    wake(q, shelf)
  end
end

local function room_was_made(q)
  if #q.rooms > 0 and q.depth < MAX_QUEUE then
    for _, process in ipairs(q.rooms) do ring(process, 0) end
    q.rooms = {}
  end
end

-- Tells other processes over their channels; this one's bells travel in the answer. A process
-- that nobody hears for is gone: its readers are passed over until they take again.
local function tell()
  local gone = {}
  for process, ids in pairs(rings) do
    if process ~= PROCESS then
      rings[process] = nil
      local list = {}
      for i, id in ipairs(ids) do list[i] = pack('>I6', id) end
      if say('bell:' .. process, table.concat(list)) == 0 then gone[process] = true end
    end
  end
  return gone
end

local function ring_out()
  local gone = tell()
  while next(gone) do
    for _, q in ipairs(queue_order) do
      for _, shelf in ipairs(q.shelves) do
        for _, reader in ipairs(shelf.readers) do
          if gone[reader.process] then set_appetite(shelf, reader, BUSY) end
        end
      end
      wake_all(q)
    end
    gone = tell()
  end
end
