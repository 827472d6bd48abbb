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
  call('ZADD', K_DUE, due, str(q.name) .. write_entry(e))
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

-- Takes what matches 'pick' out of every list of a queue; pick(entry) answers with the part to
-- take, as two indexes, or nothing. What is taken goes to 'receive'.
local function pick_from(q, key, pick, receive)
  flush_list(key)
  local taken = 0
  for _, s in ipairs(call('LRANGE', key, 0, -1)) do
    local e = is_entry(s) and read_entry(s)
    local from, to
    if e then
      from, to = pick(e)
    else
      call('LREM', key, 1, s)
      bury_foreign(q, s)
    end
    if from then
      local whole = from == e.from and to == e.to
      local middle = whole and e or part(e, from, to)
      if not whole then
        if from > e.from then call('LINSERT', key, 'BEFORE', s, write_entry(part(e, e.from, from))) end
        if to < e.to then call('LINSERT', key, 'AFTER', s, write_entry(part(e, to, e.to))) end
      end
      call('LREM', key, 1, s)
      taken = taken + size(middle)
      receive(middle)
    end
  end
  return taken
end
