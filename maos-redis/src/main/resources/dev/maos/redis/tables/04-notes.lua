-- Notes: what all processes should know.
--
-- INVARIANT: a key has one note, and none of a lower rank takes its place. Positions are given out
-- once, also by a server that comes back and has lost its memory: they go with the time, and each
-- is greater than the one before. "bytes" of meta is how large all values are.

local BELL, SHARDED_BELL = 'PUBLISH', 'SPUBLISH'
local MAX_NOTES = 50000
local MAX_BYTES = 32 * 1024 * 1024
local PAGE, PAGE_BYTES = 1000, 4 * 1024 * 1024
-- A note is 8 bytes for its position, 16 digits for its rank, and its value.
local HEAD = 24

local function rank_of(kept)
  return sub(kept, 9, HEAD)
end

local function value_of(kept)
  return sub(kept, HEAD + 1)
end

local function is_full(kept, size)
  local bytes = tonumber(call('HGET', K_META, 'bytes') or 0) + size
  return bytes > MAX_BYTES or (not kept and call('HLEN', K_NOTES) >= MAX_NOTES)
end

local function store(key, rank, value, size)
  local position = math.max(tonumber(call('HGET', K_META, 'position') or 0) + 1, now)
  call('HSET', K_NOTES, key, pack('>I8', position) .. rank .. value)
  call('ZADD', K_WRITTEN, digits(position), key)
  call('HSET', K_META, 'position', digits(position))
  call('HINCRBY', K_META, 'bytes', size)
end

-- arguments: whether channels are sharded; key, rank as 16 hexadecimal digits, value
function steps.write(arguments)
  local key, rank, value = arguments[2], arguments[3], arguments[4]
  local kept = call('HGET', K_NOTES, key)
  if kept and rank_of(kept) > rank then return { 'older' } end
  -- It was written before, and its answer was lost.
  if kept and rank_of(kept) == rank and value_of(kept) == value then return { 'ok' } end
  local size = #value - (kept and #kept - HEAD or 0)
  if is_full(kept, size) then return { 'full' } end
  store(key, rank, value, size)
  call(arguments[1] == '1' and SHARDED_BELL or BELL, P .. 'bell', key)
  return { 'ok' }
end

-- arguments: the position behind which they are asked for
function steps.notes(arguments)
  local keys = call('ZRANGEBYSCORE', K_WRITTEN, '(' .. arguments[1], '+inf', 'LIMIT', 0, PAGE)
  local list, position, bytes, n = {}, tonumber(arguments[1]), 0, 0
  while n < #keys and bytes < PAGE_BYTES do
    n = n + 1
    local kept = call('HGET', K_NOTES, keys[n])
    position, bytes = unpack_at('>I8', kept), bytes + #kept
    list[3 * n - 2], list[3 * n - 1], list[3 * n] = keys[n], rank_of(kept), value_of(kept)
  end
  return { 'ok', epoch, position, n == #keys and #keys < PAGE and 1 or 0, list }
end
