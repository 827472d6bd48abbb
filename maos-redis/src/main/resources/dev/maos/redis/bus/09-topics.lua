-- Topics: which subscriptions hear them, and their history.
--
-- INVARIANT: a subscription that exists when a message is published gets it, whatever its topic
-- and whether or not that topic was ever used: routes are found anew after every change of the
-- subscriptions.

local route, subscriptions_changed

do
local routes, version = {}, nil

at_begin(function()
  if next(routes) then routes = {} end
  version = nil
end)

-- How often the subscriptions have changed.
local function current_version()
  version = version or tonumber(call('HGET', K_META, 'version')) or 0
  return version
end

route = function(topic)
  local list = routes[topic]
  if list then return list end
  list = {}
  local s = call('HGET', K_ROUTES, topic)
  if s and unpack_at('>I6', s) == current_version() then
    local at = 7
    while at <= #s do
      list[#list + 1], at = read_str(s, at)
    end
  else
    local parts = { pack('>I6', current_version()) }
    local all = call('HGETALL', K_SUBS)
    for i = 1, #all, 2 do
      if matches(all[i + 1], topic) then
        list[#list + 1] = all[i]
        parts[#parts + 1] = str(all[i])
      end
    end
    call('HSET', K_ROUTES, topic, table.concat(parts))
  end
  routes[topic] = list
  return list
end

subscriptions_changed = function()
  version = current_version() + 1
  call('HSET', K_META, 'version', version)
  routes = {}
  call('DEL', K_ROUTES)
end
end

local function history_key(topic)
  return P .. 'history:' .. topic
end

local remember_in_history

do
local function count_in_history(topic, change)
  undo_by(function() call('HINCRBY', K_TOPICS, topic, -change) end)
  return call('HINCRBY', K_TOPICS, topic, change)
end

remember_in_history = function(topic, e)
  local key = history_key(topic)
  push(key, e)
  add_refs(e.frame, size(e))
  local count = count_in_history(topic, size(e))
  while count > HISTORY do
    local oldest = pop(key)
    if not oldest then break end
    local surplus = math.min(count - HISTORY, size(oldest))
    if surplus < size(oldest) then
      push_front(key, part(oldest, oldest.from + surplus, oldest.to))
      oldest.to = oldest.from + surplus
    end
    let_go(oldest)
    count = count_in_history(topic, -size(oldest))
  end
end
end

local offer

do
-- The oldest entry of the least urgent lane: what is given up when something must be.
local function pop_oldest(q, most)
  local key, e, shelf
  if q.parked > 0 then
    key = parked_key(q)
  else
    for lane = 3, 0, -1 do
      for _, candidate in ipairs(q.shelves) do
        if not key and candidate.ready[lane] > 0 then
          key, shelf = lane_key(q, candidate, lane), candidate
        end
      end
      if key then break end
    end
  end
  e = key and pop(key)
  if not e then return nil end
  if size(e) > most then
    push_front(key, part(e, e.from + most, e.to))
    e = part(e, e.from, e.from + most)
  end
  if shelf then
    shelf.ready[lane_of(e)] = shelf.ready[lane_of(e)] - size(e)
  else
    q.parked = q.parked - size(e)
  end
  return e
end

local function give_up(q, e)
  if has(e.flags, FLEETING) then
    q.dropped = q.dropped + size(e)
  elseif q.policy % 2 == 0 or not bury(q, e, OVERFLOW, 'the subscription was full') then
    q.missed = q.missed + size(e)
  end
end

-- Makes room for an entry at a subscription's bound, giving up the oldest or the entry itself.
-- Answers with what is left of it, if anything.
local function fit(q, e)
  local over = q.depth + size(e) - MAX_QUEUE
  local fleeting = has(e.flags, FLEETING)
  while over > 0 do
    local oldest
    if not (fleeting and has(q.policy, 2)) then oldest = pop_oldest(q, over) end
    if oldest and fleeting and not has(oldest.flags, FLEETING) then
      put_back(q, oldest)
      oldest = nil
    end
    if not oldest then
      local kept = math.max(size(e) - over, 0)
      if fleeting then
        q.dropped = q.dropped + size(e) - kept
        add_refs(e.frame, kept - size(e))
        e.to = e.from + kept
      else
        local lost = kept == 0 and e or part(e, e.from, e.to - kept)
        give_up(q, lost)
        let_go(lost)
        e = kept == 0 and { from = 0, to = 0 } or part(e, e.to - kept, e.to)
      end
      return size(e) > 0 and e or nil
    end
    over = over - size(oldest)
    give_up(q, oldest)
    finish(q, oldest)
  end
  return e
end

-- Gives a subscription its own hold on an entry's messages, if it wants them.
offer = function(q, e, due, about)
  local shelf = choose(q, about)
  if not shelf or (has(e.flags, FLEETING) and #shelf.readers == 0) then return end
  local own = {
    seq = e.seq, frame = e.frame, from = e.from, to = e.to, attempts = 0, flags = e.flags,
    expires = e.expires, key = e.key,
  }
  add_refs(e.frame, size(e))
  own = fit(q, own)
  if not own then return end
  q.depth = q.depth + size(own)
  if has(own.flags, FLEETING) then q.fleeting = q.fleeting + size(own) end
  if due > now then delay(q, own, due) else place(q, own, shelf) end
end
end
