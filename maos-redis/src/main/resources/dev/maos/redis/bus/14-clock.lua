-- What time brings: leases end, delayed messages become due, messages expire.
--
-- INVARIANT: by the server's clock alone. Expired messages that somebody holds are left to him.

do
local MANY_LEASES, MANY_DUE, DEAF_MICROS, GONE_MICROS = 64, 256, 1000000, 60000000

local function end_leases()
  local over = call('ZRANGEBYSCORE', K_LEASES, '-inf', now, 'LIMIT', 0, MANY_LEASES)
  for _, id in ipairs(over) do
    local _, there = grant(tonumber(id))
    if not there then call('ZREM', K_LEASES, id) end
  end
  return #over == MANY_LEASES
end

local function deliver_due()
  local due = call('ZRANGEBYSCORE', K_DUE, '-inf', now, 'LIMIT', 0, MANY_DUE)
  for _, member in ipairs(due) do
    local fine, name, at = pcall(read_str, member, 1)
    local ours = fine and is_entry(sub(member, at))
    local e, q = ours and read_entry(member, at), ours and known_queue(name)
    if q then
      undelay(q, e)
      e.seq = next_number(size(e))
      place(q, e, choose_for(q, e))
    elseif e then
      let_go(e)
    end
    take_due(member)
  end
  return #due == MANY_DUE
end

-- Readers who were rung and did not come.
local function pass_over_the_deaf()
  for _, name in ipairs(call('ZRANGEBYSCORE', K_RUNG, '-inf', now - DEAF_MICROS, 'LIMIT', 0, 16)) do
    local q = known_queue(name)
    for _, shelf in ipairs(q and q.shelves or {}) do
      if ready(shelf) > 0 then
        for _, reader in ipairs(shelf.readers) do
          -- Who is alone is rung again; with others about, they come first.
          if reader.appetite == RUNG then
            set_appetite(shelf, reader, #shelf.readers == 1 and HUNGRY or BUSY)
          end
        end
        wake(q, shelf)
      end
    end
    call('ZREM', K_RUNG, name)
  end
end

local function bury_the_gone()
  for _, process in ipairs(call('ZRANGEBYSCORE', K_PROCESSES, '-inf', now - GONE_MICROS, 'LIMIT', 0, 4)) do
    bury_process(process)
  end
end

local function first_score(key)
  local first = call('ZRANGE', key, 0, 0, 'WITHSCORES')
  return tonumber(first[2]) or 0
end

-- When the next lease ends, also of the grants that are not written yet.
local function first_lease()
  local first = first_score(K_LEASES)
  for _, g in ipairs(grant_order) do
    if g.dirty and #g.pieces > 0 and (first == 0 or first_end(g) < first) then first = first_end(g) end
  end
  return first
end

-- The pulse of a process: T, letters of its sessions. Keeps them alive and answers with whether
-- there is more to do at once, whether the process had not been known, the time now, and
-- when the next lease ends and the next message is due, 0 for never.
operations.T = function(arg)
  local unknown = call('ZADD', K_PROCESSES, now, PROCESS)
  for letter in string.gmatch(sub(arg, 2), '.') do
    call('PEXPIRE', P .. 'session:' .. PROCESS .. letter, SESSION_MS)
  end
  local more = end_leases()
  more = deliver_due() or more
  pass_over_the_deaf()
  bury_the_gone()
  local lease = first_lease()
  -- What has just ended is still written down as the first.
  more = more or (lease > 0 and lease <= now)
  answer(pack('>BBI8I8I8', more and 1 or 0, unknown, now, lease, first_score(K_DUE)))
end

-- Sweeping one queue: W, name. Answers with how many letters it wrote, and with them.
operations.W = function(arg)
  local name = read_str(arg, 2)
  local q = known_queue(name)
  if not q then return answer(pack('>I4', 0)) end
  local buried = 0

  -- The first run of expired messages of an entry that may go.
  local function expired(e)
    if e.expires > now or #q.name == 0 then return nil end
    local bytes = frame(e.frame)
    if not bytes then return e.from, e.to end
    local from, _
    for i = e.from, e.to - 1 do
      local body = message_bytes(bytes, i)
      local expires = e.expires
      if body then _, _, expires = unpack_at('>I8I8I8', body, 33) end
      if expires <= now then
        from = from or i
      elseif from then
        return from, i
      end
    end
    if from then return from, e.to end
  end

  -- Room among the dead letters that what was picked will take.
  local promised = 0

  local function pick(e)
    local fleeting, room = has(e.flags, FLEETING), MAX_DEAD - q.dead - promised
    if not fleeting and room <= 0 then return nil end
    local from, to = expired(e)
    if from and not fleeting then
      to = math.min(to, from + room)
      promised = promised + to - from
    end
    return from, to
  end

  local function receive(e)
    local fleeting = has(e.flags, FLEETING)
    if not fleeting then promised = promised - size(e) end
    if fleeting or not bury(q, e, EXPIRED, 'expired while waiting') then
      q.expired = q.expired + size(e)
    else
      buried = buried + size(e)
    end
    finish(q, e)
  end

  local function sweep_list(key, shelf, lane)
    repeat
      local taken = pick_from(q, key, pick, function(e)
        if shelf then shelf.ready[lane] = shelf.ready[lane] - size(e) end
        if not shelf and key == parked_key(q) then q.parked = q.parked - size(e) end
        receive(e)
      end)
    until taken == 0
  end

  for _, shelf in ipairs(q.shelves) do
    for lane = 0, 3 do
      if shelf.ready[lane] > 0 then sweep_list(lane_key(q, shelf, lane), shelf, lane) end
    end
  end
  if q.parked > 0 then sweep_list(parked_key(q)) end
  for _, key in ipairs(call('HKEYS', turns_key(q))) do sweep_list(held_key(q, key)) end
  if q.delayed > 0 then
    local prefix = str(name)
    for _, member in ipairs(call('ZRANGE', K_DUE, 0, -1)) do
      if sub(member, 1, #prefix) == prefix then
        local e = read_entry(member, #prefix + 1)
        local from, to = pick(e)
        if from == e.from and to == e.to then
          take_due(member)
          undelay(q, e)
          receive(e)
        else
          promised = 0
        end
      end
    end
  end
  -- A queue that holds nothing and that nobody reads is forgotten.
  if q.depth == 0 and q.dead == 0 and #q.shelves == 0 and q.dropped + q.missed + q.expired == 0 then
    q.gone = true
    kept_queues[name] = nil
    call('HDEL', K_QUEUES, name)
  end
  if buried > 0 then
    for _, letter in ipairs(call('LRANGE', dead_key(q), -buried, -1)) do
      letters_sent[#letters_sent + 1] = letter
    end
  end
  answer(pack('>I4', buried))
end

-- Whether a message of an entry has not expired.
local function is_alive(e)
  if e.expires > now then return true end
  local bytes = frame(e.frame)
  for i = e.from, e.to - 1 do
    local body = bytes and message_bytes(bytes, i)
    if body then
      local _, _, expires = unpack_at('>I8I8I8', body, 33)
      if expires > now then return true end
    end
  end
  return false
end

-- Forgets what has expired in the history of a topic, and what is none of ours: Y, topic.
operations.Y = function(arg)
  local topic = read_str(arg, 2)
  local key, count = history_key(topic), 0
  local all, kept = call('LRANGE', key, 0, -1), {}
  for _, s in ipairs(all) do
    local e = is_entry(s) and read_entry(s)
    if e and is_alive(e) then
      count = count + size(e)
      kept[#kept + 1] = s
    elseif e then
      let_go(e)
    end
  end
  if #kept < #all then replace_list(key, kept, all) end
  if count == 0 then
    call('HDEL', K_TOPICS, topic)
    call('HDEL', K_ROUTES, topic)
  else
    call('HSET', K_TOPICS, topic, count)
  end
  answer(pack('>B', 0))
end

-- Clears what senders left behind who died: Z.
operations.Z = function()
  drop_orphans()
  answer(pack('>B', 0))
end
end
