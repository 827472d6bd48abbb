-- Readers come and go.
--
-- INVARIANT: whoever opened a subscription may rely on it being fed from then on; a reader that
-- leaves takes nothing with it.

local bury_process, subscriptions_of
local dismiss_ear -- see 16-ears.lua

-- A process that is alive is heard of every second.
local SILENT_MICROS = 3000000

do
local function readers_key(process)
  return P .. 'readers:' .. process
end

-- The subscriptions that a process reads, as often as it reads them.
subscriptions_of = function(process)
  local names = {}
  for i, place in ipairs(call('HVALS', readers_key(process))) do
    local _, at = read_str(place, 9)
    names[i] = read_str(place, at)
  end
  return names
end

local function move_to_shelf(q, shelf)
  local takes_all = shelf.sees == 2
  pick_from(q, parked_key(q), function(e)
    if takes_all or wants(q, shelf, attributes(e.frame, lane_of(e))) then return e.from, e.to end
  end, function(e)
    q.parked = q.parked - size(e)
    put_back(q, e)
  end, not (takes_all and #q.shelves == 1) and read_attributes)
end

-- The last one that was given to a shelf, if this run knows it. Not one of those that all the rest
-- has: of these there are too many for four bytes.
local shelf_number

at_begin(function() shelf_number = nil end)

-- The shelf of readers with these wishes, made if there is none.
local function open_shelf(q, sees, wish)
  for _, shelf in ipairs(q.shelves) do
    if call('HGET', K_WISHES, shelf.id .. ':' .. q.name) == wish then return shelf end
  end
  shelf_number = (shelf_number or tonumber(call('HGET', K_META, 'shelf')) or 0) + 1
  local shelf = { id = shelf_number, sees = sees, ready = { [0] = 0, 0, 0, 0 }, turn = 0,
    readers = {}, keys = {} }
  call('HSET', K_WISHES, shelf.id .. ':' .. q.name, wish)
  q.shelves[#q.shelves + 1] = shelf
  if q.parked > 0 then move_to_shelf(q, shelf) end
  return shelf
end

local function all_of(e)
  return e.from, e.to
end

-- Takes a shelf away; what stood on it goes to another that wants it, or is parked.
local function remove_shelf(q, gone)
  for i, shelf in ipairs(q.shelves) do
    if shelf == gone then table.remove(q.shelves, i) break end
  end
  for lane = 0, 3 do
    if gone.ready[lane] > 0 then
      local found = pick_from(q, lane_key(q, gone, lane), all_of, function(e) put_back(q, e) end,
        #q.shelves > 0 and read_attributes)
      -- What somebody has deleted.
      q.missed = q.missed + gone.ready[lane] - found
      q.depth = q.depth - gone.ready[lane] + found
    end
  end
  call('HDEL', K_WISHES, gone.id .. ':' .. q.name)
end

-- The messages of an entry that have not expired.
local function add_living(e, found)
  local bytes = frame(e.frame)
  for i = e.from, e.to - 1 do
    local body = bytes and message_bytes(bytes, i)
    if body then
      local sent, due, expires = unpack_at('>I8I8I8', body, 33)
      if expires > now then
        found[#found + 1] = { seq = e.seq + i - e.from, frame = e.frame, index = i, sent = sent,
          due = due, expires = expires, id = sub(body, 17, 32), e = e }
      end
    end
  end
end

-- What a new subscription wants of the past: kind 0 nothing, 1 all, 2 since a time, 3 after an id.
local function past(pattern, kind, moment, id)
  local found = {}
  for _, topic in ipairs(call('HKEYS', K_TOPICS)) do
    if matches(pattern, topic) then
      flush_list(history_key(topic))
      for _, s in ipairs(call('LRANGE', history_key(topic), 0, -1)) do
        if is_entry(s) then add_living(read_entry(s), found) end
      end
    end
  end
  table.sort(found, function(a, b) return a.seq < b.seq end)
  local first = 1
  if kind == 3 then
    for i, m in ipairs(found) do
      if m.id == id then first = i + 1 end
    end
  end
  local chosen = {}
  for i = first, #found do
    if kind ~= 2 or found[i].sent >= moment then chosen[#chosen + 1] = found[i] end
  end
  return chosen
end

local function give_past(q, pattern, kind, moment, id)
  if kind == 0 then return end
  for _, m in ipairs(past(pattern, kind, moment, id)) do
    local e = { seq = m.seq, frame = m.frame, from = m.index, to = m.index + 1, attempts = 0,
      flags = m.e.flags, expires = m.expires, key = m.e.key }
    offer(q, e, m.due, attributes(m.frame, lane_of(e)))
  end
end

local function is_silent(process)
  if process == PROCESS then return false end
  local heard = tonumber(call('ZSCORE', K_PROCESSES, process)) or 0
  return heard < now - SILENT_MICROS or say('bell:' .. process, '') == 0
end

-- Who reads on behalf of somebody who is gone finds what stood on that one's shelves: the processes
-- of its readers are buried at once, and not only when a minute is over. One that lives after all
-- is told so by its next pulse, and opens its readers again.
local function bury_the_silent(q)
  local silent = {}
  for _, shelf in ipairs(q.shelves) do
    for _, reader in ipairs(shelf.readers) do
      if silent[reader.process] == nil then silent[reader.process] = is_silent(reader.process) end
    end
  end
  for process, is in pairs(silent) do
    if is then bury_process(process) end
  end
end

local ON_BEHALF = 4

-- Opens: O, B policy, B how the direct shelf sees, B how the other does, I6 former number or 0,
-- names of both queues, both wishes, pattern, B start, I8 moment, 16 bytes id. With 4 in its
-- policy it reads on behalf of somebody who is gone.
operations.O = function(arg)
  local policy, sees, sees_too, former, at = unpack_at('>BBBI6', arg, 2)
  local names, wish, pattern = {}, {}, nil
  names[1], at = read_str(arg, at)
  names[2], at = read_str(arg, at)
  wish[1], at = read_str(arg, at)
  wish[2], at = read_str(arg, at)
  pattern, at = read_str(arg, at)
  local start, moment
  start, moment, at = unpack_at('>BI8', arg, at)
  local direct, announced = queue(names[1]), queue(names[2])
  if policy >= ON_BEHALF then
    policy = policy - ON_BEHALF
    bury_the_silent(direct)
  end
  local is_new = call('HSETNX', K_SUBS, names[2], pattern) == 1
  announced.policy = policy
  local id = former > 0 and former or next_number(1)
  local shelves = { open_shelf(direct, sees, wish[1]), open_shelf(announced, sees_too, wish[2]) }
  for i = 1, 2 do
    if not reader_at(shelves[i], id) then
      table.insert(shelves[i].readers, { id = id, appetite = HUNGRY, process = PROCESS })
      shelves[i].written = nil
    end
  end
  announced.readers_changed = true
  -- A subscription taken up again with another filter serves the new one, not the old one.
  for i = #announced.shelves, 1, -1 do
    if #announced.shelves[i].readers == 0 then remove_shelf(announced, announced.shelves[i]) end
  end
  if is_new then
    subscriptions_changed()
    give_past(announced, pattern, start, moment, sub(arg, at, at + 15))
  end
  wake(direct, shelves[1])
  wake(announced, shelves[2])
  if shelf_number then call('HSET', K_META, 'shelf', shelf_number) end
  call('HSET', readers_key(PROCESS), id,
    pack('>I4I4', shelves[1].id, shelves[2].id) .. str(names[1]) .. str(names[2]))
  answer(pack('>I6I4I4', id, shelves[1].id, shelves[2].id))
end

local function leave_shelf(q, shelf, id)
  local _, i = reader_at(shelf, id)
  if i then
    table.remove(shelf.readers, i)
    shelf.written = nil
    if #shelf.readers > 0 then shelf.turn = shelf.turn % #shelf.readers else shelf.turn = 0 end
  end
end

local function leave(names, ids, id)
  local direct, announced = known_queue(names[1]), known_queue(names[2])
  local shelf = direct and shelf_of(direct, ids[1])
  if shelf then
    leave_shelf(direct, shelf, id)
    if #shelf.readers == 0 then remove_shelf(direct, shelf) end
    wake_all(direct)
  end
  shelf = announced and shelf_of(announced, ids[2])
  if shelf then
    leave_shelf(announced, shelf, id)
    announced.readers_changed = true
    wake(announced, shelf)
  end
end

-- Leaves: C, reader, I2 grants to hand back, I6 each.
operations.C = function(arg)
  local id, direct, announced = unpack_at('>I6I4I4', arg, 2)
  local r, at = reader_from(arg, 2)
  local count
  count, at = unpack_at('>I2', arg, at)
  for _ = 1, count do
    local grant_id
    grant_id, at = unpack_at('>I6', arg, at)
    local g = grant(grant_id)
    if g then hand_back(g) end
  end
  leave(r.names, { direct, announced }, id)
  call('HDEL', readers_key(PROCESS), id)
  answer(pack('>B', NOW))
end

-- A process that has not been heard of for long: its readers leave, its leases run out by
-- themselves.
bury_process = function(process)
  local all = call('HGETALL', readers_key(process))
  for i = 1, #all, 2 do
    local direct, announced, at = unpack_at('>I4I4', all[i + 1])
    local names = {}
    names[1], at = read_str(all[i + 1], at)
    names[2] = read_str(all[i + 1], at)
    leave(names, { direct, announced }, tonumber(all[i]))
  end
  call('DEL', readers_key(process))
  call('ZREM', K_PROCESSES, process)
end

-- Ends a subscription and drops what it had not delivered: G, name.
operations.G = function(arg)
  local name = read_str(arg, 2)
  if call('HDEL', K_SUBS, name) == 0 then return answer(pack('>B', 0)) end
  subscriptions_changed()
  local q = known_queue(name)
  if q then
    -- What somebody holds of it is nobody's from now on. First of all: a lease that is just over
    -- puts what it held back into the lists, which then are emptied.
    for _, id in ipairs(call('HKEYS', K_GRANTS)) do
      local g = grant(tonumber(id))
      for i = g and #g.pieces or 0, 1, -1 do
        if g.names[g.pieces[i].which] == name then
          let_go(g.pieces[i].e)
          table.remove(g.pieces, i)
          g.dirty = true
        end
      end
    end
    local keys = { parked_key(q) }
    for _, shelf in ipairs(q.shelves) do
      for lane = 0, 3 do keys[#keys + 1] = lane_key(q, shelf, lane) end
      call('HDEL', K_WISHES, shelf.id .. ':' .. name)
    end
    for _, key in ipairs(call('HKEYS', turns_key(q))) do keys[#keys + 1] = held_key(q, key) end
    for _, key in ipairs(keys) do
      pick_from(q, key, all_of, let_go)
    end
    local prefix = str(name)
    for _, member in ipairs(call('ZRANGE', K_DUE, 0, -1)) do
      if sub(member, 1, #prefix) == prefix then
        let_go(read_entry(member, #prefix + 1))
        take_due(member)
      end
    end
    call('DEL', turns_key(q), dead_key(q))
    dismiss_ear(q)
    call('HDEL', K_QUEUES, name)
    q.gone = true
    kept_queues[name] = nil
  end
  answer(pack('>B', 1))
end
end
