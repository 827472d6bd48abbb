-- Entries: a range of messages of one frame at one place of one queue.
--
-- INVARIANT: a message is in a queue once: in a lane, parked, held for its ordering key, delayed,
-- or in a grant. The number of an entry's first message gives its place in its lane.
--
-- entry: >I6 number, I6 frame, I2 from, I2 to (exclusive), I2 attempts, B flags, I8 first expiry,
-- then the ordering key

local ENTRY_LENGTH = 27
local pushes, push_order = {}, {}

at_begin(function()
  if #push_order > 0 then pushes, push_order = {}, {} end
end)

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

-- Whether it can be one of ours: its numbers have been given out.
local function is_entry(s)
  if #s < ENTRY_LENGTH then return false end
  local number, frame_id, from, to, _, flags = unpack_at('>I6I6I2I2I2B', s)
  return number > 0 and number <= seq and frame_id > 0 and frame_id <= seq and from < to
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

local check_type, check_for_settling

do
-- The run in which a key was looked at last.
local looked_at, count, all_looked_at = {}, 0, 0

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

-- What settling writes in the end, when entries have left their lists already. What it reads first
-- fails in time by itself, as the queues and the grants that are named.
check_for_settling = function()
  if all_looked_at == run_number then return end
  check_type(K_FRAMES, 'hash')
  check_type(K_REFS, 'hash')
  check_type(K_LEASES, 'zset')
  all_looked_at = run_number
end
end

local function check_list(key)
  check_type(key, 'list')
end

-- What some operation or other writes in the end.
local function check_keys()
  check_for_settling()
  for _, key in ipairs({ K_QUEUES, K_LARGE, K_GRANTS, K_TOPICS }) do check_type(key, 'hash') end
  check_type(K_DUE, 'zset')
  check_type(K_RUNG, 'zset')
end

local function push(key, e)
  local waiting = pushes[key]
  if not waiting then
    check_list(key)
    waiting = {}
    pushes[key] = waiting
    push_order[#push_order + 1] = key
  end
  waiting[#waiting + 1] = write_entry(e)
end

local function flush_list(key)
  local waiting = pushes[key]
  if waiting then
    in_portions('RPUSH', key, waiting, 1000)
    pushes[key] = nil
  end
end

local function flush_lists()
  for _, key in ipairs(push_order) do
    flush_list(key)
  end
end

-- The first entry of a list, taken out; what is none goes to 'foreign'.
local function pop(key, foreign)
  flush_list(key)
  local s = call('LPOP', key)
  while s and not is_entry(s) do
    if foreign then foreign(s) end
    s = call('LPOP', key)
  end
  return s and read_entry(s)
end

-- As above, several at a time.
local function pop_several(key, count, foreign)
  if count == 1 then return { pop(key, foreign) or nil } end
  flush_list(key)
  local list = {}
  for _, s in ipairs(call('LPOP', key, count) or {}) do
    if is_entry(s) then list[#list + 1] = read_entry(s) else foreign(s) end
  end
  return list
end

local function push_front(key, e)
  flush_list(key)
  call('LPUSH', key, write_entry(e))
end

-- Puts an entry where its number belongs; most often that is the front.
local function insert_in_order(key, e)
  flush_list(key)
  local at = 0
  while true do
    local some = call('LRANGE', key, at, at + 49)
    for i, s in ipairs(some) do
      if is_entry(s) and unpack_at('>I6', s) > e.seq then
        if at + i == 1 then
          call('LPUSH', key, write_entry(e))
        else
          call('LINSERT', key, 'BEFORE', s, write_entry(e))
        end
        return
      end
    end
    if #some < 50 then
      call('RPUSH', key, write_entry(e))
      return
    end
    at = at + 50
  end
end
