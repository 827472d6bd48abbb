-- Publishing.
--
-- INVARIANT: a batch is stored whole or not at all: every id and every bound is checked before the
-- first message is placed, and four publishers together cannot overshoot a bound. Of a feed's turn
-- nothing is stored behind what was refused.
--
-- P, I2 frames, I2 slot of a feed or 0, I4 its turn, B 1 if others of the turn may have been
-- refused; then two arguments for each frame, its head and its bytes, which are empty for a
-- large one. Head: B kind (0 queue, 1 topic, 2 channel), B flags, I2 messages, I8 due, I8 first
-- expiry, I6 number of a large frame or 0, destination, kind, sender, topic, key, B has ids (2: all
-- different); with ids for each message 16 bytes id, 8 bytes fingerprint (1 for the id alone).
--
-- At-most-once messages to a topic go out on a channel and are stored nowhere; see 16-ears.lua. They
-- are said when all else is written: what was said cannot be taken back if the run is broken off.

local say_all

do
local to_say = {}
local ID_ALONE = '\0\0\0\0\0\0\0\1'
local NONE = {}

at_begin(function()
  if #to_say > 0 then to_say = {} end
end)

say_all = function()
  for _, f in ipairs(to_say) do say(f.name, f.bytes) end
end

local function read_head(arg, bytes)
  local f = { bytes = bytes, to_topic = 0, flags = 0, count = 0, due = 0, expires = 0, number = 0,
    name = '', kind = '', sender = '', topic = '', key = '', fresh = 0, twice = NONE, ids = nil }
  local at, identified
  f.to_topic, f.flags, f.count, f.due, f.expires, f.number, f.name, f.kind, f.sender, f.topic,
    f.key, identified, at = unpack_at('>BBI2I8I8I6I2c0I2c0I2c0I2c0I2c0B', arg)
  -- A server that has lost its memory is told again of numbers that it gave out before.
  if f.number > seq then seq = f.number end
  if identified > 0 then
    local ids, prints = {}, {}
    for i = 1, f.count do
      ids[i] = sub(arg, at, at + 15)
      prints[i] = sub(arg, at + 16, at + 23)
      at = at + 24
    end
    f.ids, f.prints, f.distinct = ids, prints, identified == 2
  end
  return f
end

-- Which messages of a frame are new, by what is known and what the batch itself brings; false if
-- an id stands for something else.
local function tell_known(f, brought)
  f.fresh = f.count
  if not f.ids then return true end
  f.twice = {}
  local k = ids_at(f.name)
  f.known = k
  if f.distinct and not brought[f.name] and all_new(k, f.ids) then
    brought[f.name] = { f }
    return true
  end
  local prints, mine = prints_of(k, f.ids), {}
  for _, other in ipairs(brought[f.name] or {}) do
    for i, id in ipairs(other.ids) do mine[id] = mine[id] or other.prints[i] end
  end
  for i, id in ipairs(f.ids) do
    local print = mine[id] or prints[id]
    if print then
      if print ~= f.prints[i] and f.prints[i] ~= ID_ALONE then return false, i end
      f.twice[i] = true
      f.fresh = f.fresh - 1
    else
      mine[id] = f.prints[i]
    end
  end
  brought[f.name] = brought[f.name] or {}
  table.insert(brought[f.name], f)
  return true
end

local function check_room(frames)
  local wanted = {}
  for _, f in ipairs(frames) do
    if f.to_topic == 0 and f.fresh > 0 then
      local q = known_queue(f.name)
      wanted[f.name] = (wanted[f.name] or 0) + f.fresh
      if (q and q.depth or 0) + wanted[f.name] > MAX_QUEUE then return f.name, wanted[f.name] end
    end
  end
end

local function run_of(f, id, first, from, to)
  return { seq = first + from, frame = id, from = from, to = to, attempts = 0, flags = f.flags,
    expires = f.expires, key = f.key }
end

-- The new messages of a frame as entries: one for each run of them.
local function entries(f)
  local first = next_number(f.count)
  local id = f.number > 0 and f.number or first
  if f.number == 0 then add_frame(id, f.bytes) else add_large_frame(id, f) end
  if f.fresh == f.count then return { run_of(f, id, first, 0, f.count) } end
  local list, from = {}, nil
  for i = 1, f.count + 1 do
    local new = i <= f.count and not f.twice[i]
    if new and not from then from = i - 1 end
    if not new and from then
      list[#list + 1] = run_of(f, id, first, from, i - 1)
      from = nil
    end
  end
  return list
end

local function store_in_queue(f)
  local q = queue(f.name)
  local about = { kind = f.kind, sender = f.sender, topic = f.topic, lane = f.flags % 4 }
  local shelf = choose(q, about)
  local list = entries(f)
  for _, e in ipairs(list) do
    if f.number == 0 and f.fresh == f.count then
      set(e, SOLE)
    else
      add_refs(e.frame, size(e))
    end
    q.depth = q.depth + size(e)
    if has(f.flags, FLEETING) then q.fleeting = q.fleeting + size(e) end
    if f.due > now then delay(q, e, f.due) else place(q, e, shelf) end
  end
end

local function announce(f)
  local about = { kind = f.kind, sender = f.sender, topic = f.topic, lane = f.flags % 4 }
  local list = entries(f)
  for _, e in ipairs(list) do
    add_refs(e.frame, 0)
    if HISTORY > 0 and not has(f.flags, FLEETING) then remember_in_history(f.topic, e) end
    for _, name in ipairs(route(f.topic)) do
      local q = known_queue(name)
      if q then offer(q, e, f.due, about) end
    end
  end
end

local function store(f)
  if f.to_topic == 2 then
    to_say[#to_say + 1] = f
  elseif f.fresh > 0 then
    if f.to_topic == 1 then announce(f) else store_in_queue(f) end
  elseif f.number > 0 then
    drop_frame(f.number)
  end
  if f.ids then
    for i, id in ipairs(f.ids) do
      if not f.twice[i] then remember(f.known, id, f.prints[i]) end
    end
  end
end

local function refuse(frames, reason)
  for _, f in ipairs(frames) do
    if f.number > 0 then drop_frame(f.number) end
  end
  answer(reason)
  return false
end

local function tell_receipts(f)
  if f.fresh == f.count then return answer(pack('>B', 0)) end
  local flags = { pack('>B', 1) }
  for i = 1, f.count do
    flags[#flags + 1] = pack('>B', f.twice[i] and 1 or 0)
  end
  answer(table.concat(flags))
end

-- Publishes a batch of so many frames, whose arguments begin behind 'at'; answers, and tells
-- whether it was accepted.
local function publish(count, at)
  local frames, plain = {}, true
  for i = 1, count do
    local f = read_head(ARGUMENTS[at + 2 * i - 1], ARGUMENTS[at + 2 * i])
    frames[i] = f
    plain = plain and f.to_topic == 0 and f.due <= now
  end
  -- What goes into a queue now writes to lists, and to nothing else before the end.
  if not plain then check_keys() end
  local brought = {}
  for i, f in ipairs(frames) do
    local fine, index = tell_known(f, brought)
    if not fine then return refuse(frames, pack('>BI2I2', 2, i - 1, index - 1)) end
  end
  local full, wanted = check_room(frames)
  if full then return refuse(frames, pack('>BI4', 1, wanted) .. str(full)) end
  answer(pack('>B', 0))
  for _, f in ipairs(frames) do
    store(f)
    tell_receipts(f)
  end
  return true
end

-- At a feed's slot its session keeps the turn in which it was refused.
local function publish_in_turn(count, at, slot, turn, behind)
  local field = 'f' .. slot
  if behind == 1 and call('HGET', K_SESSION, field) == tostring(turn) then
    local frames = {}
    for i = 1, count do frames[i] = read_head(ARGUMENTS[at + 2 * i - 1], '') end
    refuse(frames, pack('>B', 3))
  elseif not publish(count, at) then
    call('HSET', K_SESSION, field, tostring(turn))
  end
end

operations.P = function(arg, at)
  local count, slot, turn, behind = unpack_at('>I2I2I4B', arg, 2)
  if slot == 0 then publish(count, at) else publish_in_turn(count, at, slot, turn, behind) end
  return 2 * count
end

-- Acknowledges a message together with what its handling brought forth: D, I6 grant, I6 frame, I2
-- index, I2 frames; then as above. A message that is not held any more has no effects.
operations.D = function(arg, at)
  local id, f, index, count = unpack_at('>I6I6I2I2', arg, 2)
  local g = grant(id)
  if not (g and holds(g, f, index)) then
    for i = 1, count do
      local head = read_head(ARGUMENTS[at + 2 * i - 1], '')
      if head.number > 0 then drop_frame(head.number) end
    end
    answer(pack('>B', 2))
    return 2 * count
  end
  answer(pack('>B', 0))
  if count == 0 or publish(count, at) then
    local e, q = extract(g, f, index, index + 1)
    acknowledge_piece(q, e)
  end
  return 2 * count
end

-- What an ear passes on: r, I2 subscriptions, their names; then a frame as above. Answers for each
-- of them whether the ear is to keep it after all, because the queue has nothing of the kind left.
operations.r = function(arg, at)
  local f = read_head(ARGUMENTS[at + 1], ARGUMENTS[at + 2])
  local about = { kind = f.kind, sender = f.sender, topic = f.topic, lane = f.flags % 4 }
  local count, name
  count, at = unpack_at('>I2', arg, 2)
  f.fresh = f.count
  local e = entries(f)[1]
  add_refs(e.frame, 0)
  for _ = 1, count do
    name, at = read_str(arg, at)
    local q = known_queue(name)
    local back = q and q.keeps and q.ear == PROCESS
    if q and not q.keeps then offer(q, e, 0, about) end
    if q and q.keeps and not back then q.dropped = q.dropped + f.count end
    answer(pack('>B', back and 1 or 0))
  end
  return 2
end
end
