-- Used numbers, as ranges.
--
-- INVARIANT: the ranges of a series neither overlap nor touch, and "ranges" of meta is how many
-- there are in all series. A number that was used stays so until the time of its series has come.
-- Numbers are unsigned, of 64 bits, and more than Lua can count: they come as 16 hexadecimal
-- digits, whose order is theirs, together with the one before and the one behind.

local MAX_RANGES = 500000
local MAX_RANGES_OF_SERIES = 50000
local SWEPT_SERIES = 10
local DIGITS = 16
-- Behind all members that begin with some digits.
local PAST = 'g'

local function first_of(range)
  return sub(range, 1, DIGITS)
end

local function last_of(range)
  return sub(range, DIGITS + 1)
end

local function count_ranges(more)
  call('HINCRBY', K_META, 'ranges', more)
end

local function forget_series(name)
  local key = numbers_of(name)
  count_ranges(-call('ZCARD', key))
  call('DEL', key)
  call('ZREM', K_SERIES, name)
end

local function sweep_series()
  local over = call('ZRANGEBYSCORE', K_SERIES, '-inf', digits(now_ms), 'LIMIT', 0, SWEPT_SERIES)
  for i = 1, #over do forget_series(over[i]) end
end

local function is_kept(name)
  local till = call('ZSCORE', K_SERIES, name)
  return till and tonumber(till) > now_ms
end

-- The ranges that have a number from one to the other. Those of a series do not overlap, so only
-- one that begins before can reach into it.
local function between(key, from, to)
  local found = call('ZREVRANGEBYLEX', key, '(' .. from, '-', 'LIMIT', 0, 1)
  if found[1] and last_of(found[1]) < from then found = {} end
  local more = call('ZRANGEBYLEX', key, '[' .. from, '[' .. to .. PAST)
  for i = 1, #more do found[#found + 1] = more[i] end
  return found
end

-- What of the ranges lies within.
local function overlaps(series, found, from, to, told)
  for i = 1, #found do
    local first, last = first_of(found[i]), last_of(found[i])
    if first < from then first = from end
    if last > to then last = to end
    if first <= last then
      told[#told + 1], told[#told + 2], told[#told + 3] = series, first, last
    end
  end
end

-- arguments: series, first, last, the one before, the one behind; and so on
function steps.used(arguments)
  local told = {}
  for i = 1, #arguments, 5 do
    local name, from, to = arguments[i], arguments[i + 1], arguments[i + 2]
    if is_kept(name) then overlaps(name, between(numbers_of(name), from, to), from, to, told) end
  end
  return { 'ok', told }
end

local function has_room(arguments)
  local more, of_series = (#arguments - 1) / 5, {}
  if tonumber(call('HGET', K_META, 'ranges') or 0) + more > MAX_RANGES then return false end
  for i = 2, #arguments, 5 do
    local name = arguments[i]
    of_series[name] = (of_series[name] or call('ZCARD', numbers_of(name))) + 1
    if of_series[name] > MAX_RANGES_OF_SERIES then return false end
  end
  return true
end

-- Adds a range and joins it to those that it overlaps or touches.
local function insert(key, from, to, touching)
  for i = 1, #touching do
    local first, last = first_of(touching[i]), last_of(touching[i])
    if first < from then from = first end
    if last > to then to = last end
    call('ZREM', key, touching[i])
  end
  call('ZADD', key, 0, from .. to)
  count_ranges(1 - #touching)
end

-- arguments: how long they are kept, in milliseconds; then as above
function steps.use(arguments)
  sweep_series()
  if not has_room(arguments) then return { 'full' } end
  local till, told = digits(now_ms + arguments[1]), {}
  for i = 2, #arguments, 5 do
    local name, from, to = arguments[i], arguments[i + 1], arguments[i + 2]
    local key = numbers_of(name)
    if call('ZSCORE', K_SERIES, name) and not is_kept(name) then forget_series(name) end
    local touching = between(key, arguments[i + 3], arguments[i + 4])
    overlaps(name, touching, from, to, told)
    insert(key, from, to, touching)
    call('ZADD', K_SERIES, 'GT', till, name)
  end
  return { 'ok', told }
end
