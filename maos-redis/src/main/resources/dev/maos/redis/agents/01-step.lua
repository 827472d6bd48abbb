-- One step of the registry: its keys, its time and its numbers.
--
-- INVARIANT: every key begins with the one key that is given, and so lies in one slot. The time of
-- the registry never goes back: where the server's clock is set back, it goes on from the latest
-- time that was written down, and every time that anybody is told is written down. A revision is
-- given out once, also by a server that comes back and has lost its memory: revisions go with the
-- time, in microseconds, and each is greater than the one before.
--
-- keys: 1 "maos:{namespace}:agents:"; 2 the hash "meta" behind that
-- meta: seq the last revision; epoch which life of the store this is; raw what the server's clock
-- said last, and ahead by how much the registry's time is ahead of it; behind the revision that the
-- log begins behind; bytes how large its entries are

-- Set in every step: they are not there yet while the library is being loaded.
local call, pack, unpack_at, sub

local P, K_META, K_RECORDS, K_CARDS, K_PLACES, K_SESSIONS, K_LOG
local now, seq, epoch, raw, ahead, behind, bytes
local seq_before, ahead_before, is_new

local steps = {}

-- Lua itself writes no more than 14 digits of a number.
local function digits(number)
  return string.format('%.0f', number)
end

local function name_keys(keys)
  P, K_META = keys[1], keys[2]
  K_RECORDS, K_CARDS, K_PLACES = P .. 'records', P .. 'cards', P .. 'places'
  K_SESSIONS, K_LOG = P .. 'sessions', P .. 'log'
end

-- The hash of the places of a session's agents.
local function places_of(session)
  return P .. 'of:' .. session
end

-- The server's clock, unless somebody has stopped it by hand, which only tests do.
local function server_clock(stopped)
  if stopped then return tonumber(stopped) end
  local t = call('TIME')
  return t[1] * 1000000 + t[2]
end

local function begin(keys)
  call, pack, unpack_at, sub = redis.call, struct.pack, struct.unpack, string.sub
  name_keys(keys)
  local meta = call('HMGET', K_META, 'seq', 'epoch', 'raw', 'ahead', 'behind', 'bytes', 'clock')
  local clock = server_clock(meta[7])
  seq, epoch, behind = tonumber(meta[1]), tonumber(meta[2]), tonumber(meta[5])
  is_new = not (seq and epoch and behind)
  if is_new then seq, epoch, behind = clock, clock, clock end
  raw, ahead, bytes = tonumber(meta[3]) or clock, tonumber(meta[4]) or 0, tonumber(meta[6]) or 0
  ahead_before = ahead
  if clock < raw then ahead = ahead + raw - clock end
  raw = clock
  now = raw + ahead
  seq_before = seq
end

-- Most steps change little of it, and a beat is to cost little.
local function write_meta()
  local list = { 'raw', digits(raw) }
  if is_new then list[3], list[4] = 'epoch', digits(epoch) end
  if is_new or ahead ~= ahead_before then
    list[#list + 1], list[#list + 2] = 'ahead', digits(ahead)
  end
  if is_new or seq ~= seq_before then
    list[#list + 1], list[#list + 2] = 'seq', digits(seq)
    list[#list + 1], list[#list + 2] = 'behind', digits(behind)
    list[#list + 1], list[#list + 2] = 'bytes', digits(bytes)
  end
  call('HSET', K_META, unpack(list))
end

local function next_revision()
  seq = math.max(seq + 1, now)
  return seq
end

local function str(s)
  return pack('>I2', #s) .. s
end

local function read_str(s, at)
  local n = unpack_at('>I2', s, at)
  return sub(s, at + 2, at + 1 + n), at + 2 + n
end

-- Calls a command with many arguments in portions that fit Lua's stack.
local PORTION = 1000

local function in_portions(command, key, list)
  for i = 1, #list, PORTION do
    call(command, key, unpack(list, i, math.min(i + PORTION - 1, #list)))
  end
end

local function get_all(key, fields)
  local values = {}
  for i = 1, #fields, PORTION do
    local part = call('HMGET', key, unpack(fields, i, math.min(i + PORTION - 1, #fields)))
    for j = 1, #part do values[i + j - 1] = part[j] end
  end
  return values
end
