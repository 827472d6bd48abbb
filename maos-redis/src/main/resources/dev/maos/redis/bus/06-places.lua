-- Places: where an entry goes in its queue, and how it comes out again.

-- Ordering keys: one message of a key is under way, the others wait in order behind it.
--
-- INVARIANT: of one key of one queue at most one message OWNS the turn; it keeps it over retries
-- until it is settled for good.
local function turns_key(q)
  return P .. 'turns:' .. q.name
end

local function held_key(q, key)
  return P .. 'held:' .. q.name .. ':' .. key
end

local bury_foreign -- see 07-graves.lua

local function place(q, e, shelf)
  if shelf then
    push(lane_key(q, shelf, lane_of(e)), e)
    shelf.ready[lane_of(e)] = shelf.ready[lane_of(e)] + size(e)
    wake(q, shelf)
  else
    push(parked_key(q), e)
    q.parked = q.parked + size(e)
  end
end

local function put_back(q, e)
  local shelf = choose_for(q, e)
  if shelf then
    insert_in_order(lane_key(q, shelf, lane_of(e)), e)
    shelf.ready[lane_of(e)] = shelf.ready[lane_of(e)] + size(e)
    wake(q, shelf)
  else
    insert_in_order(parked_key(q), e)
    q.parked = q.parked + size(e)
  end
end

local function takes_turn(q, e)
  if e.key == '' or has(e.flags, OWNS) then return true end
  if call('HSETNX', turns_key(q), e.key, 1) == 1 then
    undo_by(function() call('HDEL', turns_key(q), e.key) end)
    set(e, OWNS)
    return true
  end
  push(held_key(q, e.key), e)
  return false
end

local function pass_turn(q, e)
  if not has(e.flags, OWNS) then return end
  local following = pop(held_key(q, e.key))
  if following then
    set(following, OWNS)
    put_back(q, following)
  else
    call('HDEL', turns_key(q), e.key)
    undo_by(function() call('HSETNX', turns_key(q), e.key, 1) end)
  end
end

-- The messages of an entry that is in no list any more are done with.
local function finish(q, e)
  q.depth = q.depth - size(e)
  if has(e.flags, FLEETING) then q.fleeting = q.fleeting - size(e) end
  let_go(e)
  pass_turn(q, e)
  room_was_made(q)
end

local function delay(q, e, due)
  q.delayed = q.delayed + size(e)
  if has(e.flags, FLEETING) then q.fleeting = q.fleeting - size(e) end
  local member = str(q.name) .. write_entry(e)
  call('ZADD', K_DUE, due, member)
  undo_by(function() call('ZREM', K_DUE, member) end)
end

-- Takes it out of the delayed.
local function take_due(member)
  local due = call('ZSCORE', K_DUE, member)
  call('ZREM', K_DUE, member)
  undo_by(function() call('ZADD', K_DUE, due, member) end)
end

-- It is not delayed any more; whoever calls this sees to it that it is not due either.
local function undelay(q, e)
  q.delayed = q.delayed - size(e)
  if has(e.flags, FLEETING) then q.fleeting = q.fleeting + size(e) end
end

-- Behind all others, now or when it is due.
local function to_back(q, e, due)
  if due > now then
    delay(q, e, due)
  else
    place(q, e, choose_for(q, e))
  end
end

local pick_from

do
-- Those of a list that are entries, and their texts; the others become dead letters.
local function own_entries(q, all)
  local entries, texts = {}, {}
  for _, s in ipairs(all) do
    if is_entry(s) then
      entries[#entries + 1] = read_entry(s)
      texts[#texts + 1] = s
    else
      bury_foreign(q, s)
    end
  end
  return entries, texts
end

-- Parts one entry into what 'pick' chooses of it and what is kept.
local function part_by(pick, e, text, kept, picked)
  local from, to = pick(e)
  if not from then
    kept[#kept + 1] = text
    return
  end
  while from do
    if from > e.from then kept[#kept + 1] = write_entry(part(e, e.from, from)) end
    local rest = to < e.to and part(e, to, e.to)
    picked[#picked + 1] = from == e.from and not rest and e or part(e, from, to)
    if not rest then return end
    e = rest
    from, to = pick(e)
  end
  kept[#kept + 1] = write_entry(e)
end

-- Takes what matches 'pick' out of a list of a queue; pick(entry) answers with the first part to
-- take, as two indexes, or nothing, and is asked again for what is behind it. When all has been
-- picked it goes to 'receive', and the list is written anew in one go, because to take them out one
-- by one would walk through the list for each. 'prepare' gets all entries before.
pick_from = function(q, key, pick, receive, prepare)
  flush_list(key)
  local all, kept, picked = call('LRANGE', key, 0, -1), {}, {}
  local entries, texts = own_entries(q, all)
  if prepare then prepare(entries) end
  for i, e in ipairs(entries) do part_by(pick, e, texts[i], kept, picked) end
  if #picked == 0 and #entries == #all then return 0 end
  local taken = 0
  for _, e in ipairs(picked) do
    taken = taken + size(e)
    receive(e)
  end
  replace_list(key, kept, all)
  return taken
end
end
