-- Entries: a range of messages of one frame at one place of one queue.
--
-- INVARIANT: a message is in a queue once: in a lane, parked, held for its ordering key, delayed,
-- or in a grant. The number of an entry's first message gives its place in its lane.
--
-- entry: >I6 number, I6 frame, I2 from, I2 to (exclusive), I2 attempts, B flags, I8 first expiry,
-- then the ordering key

local ENTRY_LENGTH = 27

local function write_entry(e)
  return pack('>I6I6I2I2I2BI8', e.seq, e.frame, e.from, e.to, e.attempts, e.flags, e.expires) .. e.key
end

local function read_entry(s, at)
  local e = { seq = 0, frame = 0, from = 0, to = 0, attempts = 0, flags = 0, expires = 0, key = '' }
  e.seq, e.frame, e.from, e.to, e.attempts, e.flags, e.expires, at =
    unpack_at('>I6I6I2I2I2BI8', s, at or 1)
  e.key = sub(s, at)
  return e
end

-- Whether it can be one of ours: its numbers have been given out, its frame's no later than its own.
local function is_entry(s)
  if #s < ENTRY_LENGTH then return false end
  local number, frame_id, from, to, _, flags = unpack_at('>I6I6I2I2I2B', s)
  return number > 0 and number <= seq and frame_id > 0 and frame_id <= number and from < to
    and flags < 128
end

local function lane_of(e)
  return e.flags % 4
end

local function size(e)
  return e.to - e.from
end

local function set(e, flag)
  if not has(e.flags, flag) then e.flags = e.flags + flag end
end

local function clear(e, flag)
  if has(e.flags, flag) then e.flags = e.flags - flag end
end

-- The messages from..to of an entry as an entry of their own.
local function part(e, from, to)
  if has(e.flags, SOLE) then
    add_refs(e.frame, size(e))
    clear(e, SOLE)
  end
  return {
    seq = e.seq + from - e.from, frame = e.frame, from = from, to = to,
    attempts = e.attempts, flags = e.flags, expires = e.expires, key = e.key,
  }
end

-- The messages of an entry are held by nobody any more.
local function let_go(e)
  if has(e.flags, SOLE) then
    drop_frame(e.frame)
  else
    add_refs(e.frame, -size(e))
  end
end

local check_type

do
-- The run in which a key was looked at last.
local looked_at, count = {}, 0

-- A key of ours that somebody else has written must be found before anything is changed.
check_type = function(key, expected)
  local last = looked_at[key]
  if last == run_number then return end
  local kind = call('TYPE', key).ok
  if kind ~= expected and kind ~= 'none' then
    error({ err = 'WRONGTYPE ' .. key .. ' holds a ' .. kind })
  end
  if not last then
    if count > 1000 then looked_at, count = {}, 0 end
    count = count + 1
  end
  looked_at[key] = run_number
end

end

local function check_list(key)
  check_type(key, 'list')
end

-- What some operation or other writes, of those that cannot be turned back.
local function check_keys()
  for _, key in ipairs({ K_QUEUES, K_FRAMES, K_REFS, K_LARGE, K_HEADS, K_GRANTS, K_TOPICS }) do
    check_type(key, 'hash')
  end
  check_type(K_LEASES, 'zset')
  check_type(K_DUE, 'zset')
  check_type(K_RUNG, 'zset')
end

-- Writes a list anew, of which all elements were read before.
local function replace_list(key, list, before)
  local function write(elements)
    call('DEL', key)
    in_portions('RPUSH', key, elements, 1000)
  end
  write(list)
  undo_by(function() write(before) end)
end


local push, push_front, pop, pop_several, insert_in_order, flush_list, flush_lists

do
local FIRST_LOOK, LONGEST_LOOK, SHORT_FRONT = 50, 1000, 1000

-- What is to be written to lists, by key: behind everything, and where its number belongs.
local pushes, returns, changed = {}, {}, {}

at_begin(function()
  if #changed > 0 then pushes, returns, changed = {}, {}, {} end
end)

local function waiting_for(key, lists)
  local waiting = lists[key]
  if not waiting then
    check_list(key)
    waiting = {}
    lists[key] = waiting
    changed[#changed + 1] = key
  end
  return waiting
end

push = function(key, e)
  local waiting = waiting_for(key, pushes)
  waiting[#waiting + 1] = write_entry(e)
end

-- Puts an entry where its number belongs. That takes a walk through its list, which all share that
-- return to it in one run.
insert_in_order = function(key, e)
  local waiting = waiting_for(key, returns)
  local last = waiting[#waiting]
  waiting[#waiting + 1] = e
  if last and last.seq > e.seq then waiting.is_mixed = true end
end

local function is_before(one, other)
  return one.seq < other.seq
end

-- Whether all of a list comes before this number.
local function is_behind_all(key, number)
  local last = call('LINDEX', key, -1)
  return last and is_entry(last) and unpack_at('>I6', last) < number
end

local function reverse(list)
  local reversed, count = {}, #list
  for i = 1, count do reversed[i] = list[count + 1 - i] end
  return reversed
end

local function push_all(key, texts)
  in_portions('RPUSH', key, texts, 1000)
  undo_by(function() call('LTRIM', key, 0, -1 - #texts) end)
end

local function push_from(key, entries, first)
  local list = {}
  for i = first, #entries do list[#list + 1] = write_entry(entries[i]) end
  push_all(key, list)
end

local function change_front(key, from, to)
  if #from > 0 then call('LTRIM', key, #from, -1) end
  in_portions('LPUSH', key, reverse(to), 1000)
end

-- Writes the front of a list anew, where these elements were before. To push much to the front
-- takes longer than to write everything.
local function write_front(key, list, before)
  if #list > SHORT_FRONT then
    for _, s in ipairs(call('LRANGE', key, #before, -1)) do
      list[#list + 1] = s
      before[#before + 1] = s
    end
    return replace_list(key, list, before)
  end
  change_front(key, before, list)
  undo_by(function() change_front(key, list, before) end)
end

-- Most often all of them come before the first; what is behind the last of them is left as it is.
local function write_returned(key, entries)
  if entries.is_mixed then table.sort(entries, is_before) end
  local count, i, front, before, at, look = #entries, 1, {}, {}, 0, FIRST_LOOK
  while true do
    local some = call('LRANGE', key, at, at + look - 1)
    for _, s in ipairs(some) do
      local number = is_entry(s) and unpack_at('>I6', s) or 0
      while i <= count and entries[i].seq < number do
        front[#front + 1] = write_entry(entries[i])
        i = i + 1
      end
      if i > count then return write_front(key, front, before) end
      front[#front + 1] = s
      before[#before + 1] = s
    end
    at = at + #some
    if #some < look or is_behind_all(key, entries[i].seq) then break end
    look = LONGEST_LOOK
  end
  if i > 1 then write_front(key, front, before) end
  push_from(key, entries, i)
end

flush_list = function(key)
  local waiting = pushes[key]
  if waiting then
    pushes[key] = nil
    push_all(key, waiting)
  end
  local returning = returns[key]
  if returning then
    returns[key] = nil
    write_returned(key, returning)
  end
end

flush_lists = function()
  for _, key in ipairs(changed) do
    flush_list(key)
  end
end

local function pop_texts(key, count)
  local texts = call('LPOP', key, count)
  if not texts then return {} end
  undo_by(function() in_portions('LPUSH', key, reverse(texts), 1000) end)
  return texts
end

-- The first entry of a list, taken out; what is none goes to 'foreign'.
pop = function(key, foreign)
  flush_list(key)
  local s = pop_texts(key, 1)[1]
  while s and not is_entry(s) do
    if foreign then foreign(s) end
    s = pop_texts(key, 1)[1]
  end
  return s and read_entry(s)
end

-- As above, several at a time.
pop_several = function(key, count, foreign)
  if count == 1 then return { pop(key, foreign) or nil } end
  flush_list(key)
  local list = {}
  for _, s in ipairs(pop_texts(key, count)) do
    if is_entry(s) then list[#list + 1] = read_entry(s) else foreign(s) end
  end
  return list
end

push_front = function(key, e)
  flush_list(key)
  call('LPUSH', key, write_entry(e))
  undo_by(function() call('LPOP', key) end)
end
end
