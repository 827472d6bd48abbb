-- Steps on votes: their keys, their time.
--
-- INVARIANT: every key begins with the one key that is given, and so lies in one slot. The time of
-- the votes never goes back: where the server's clock is set back, it goes on from the latest time
-- that was written down, and every time by which a step acts is written down. Nothing here counts
-- ballots or knows what a weight is.
--
-- keys: 1 "maos:{namespace}:votes:"; 2 the hash "meta" behind that
-- meta: epoch which life of the store this is; raw what the server's clock said last, and ahead by
-- how much the time of the votes is ahead of it
-- v:ID hash, all of a vote, for what is in one hash is read and written by one command: cfg the
-- proposal; deadline in milliseconds; early whether it may end before, revisable whether ballots may
-- be revised; proposer; seq of the last entry; ballot the sequence of the last one that counts;
-- counting whether a count is to be done; by who opened it, and over who ended it; e and a sequence
-- an entry; b and who may cast: '', or I8 sequence, I4 revision of his ballot; t and who was late
-- open sorted set: ids, in their order; due sorted set: what is to be done -> when, in milliseconds
-- closed list: the ends of all votes, the first one at index 1

-- Set in every step: they are not there yet while the library is being loaded.
local call, pack, unpack_at, sub

local P, K_META, K_OPEN, K_DUE, K_CLOSED
local now, now_ms, epoch, raw, ahead

local steps = {}

-- Lua itself writes no more than 14 digits of a number.
local function digits(number)
  return string.format('%.0f', number)
end

local function name_keys(keys)
  P, K_META = keys[1], keys[2]
  K_OPEN, K_DUE, K_CLOSED = P .. 'open', P .. 'due', P .. 'closed'
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
  local meta = call('HMGET', K_META, 'epoch', 'raw', 'ahead', 'clock')
  local clock = server_clock(meta[4])
  raw, ahead = tonumber(meta[2]) or clock, tonumber(meta[3]) or 0
  if clock < raw then ahead = ahead + raw - clock end
  raw = clock
  now = raw + ahead
  now_ms = math.floor(now / 1000)
  epoch = tonumber(meta[1])
  if not epoch then
    epoch = now
    call('HSET', K_META, 'epoch', digits(epoch))
  end
end

local function write_time()
  call('HSET', K_META, 'raw', digits(raw), 'ahead', digits(ahead))
end

local function str(s)
  return pack('>I2', #s) .. s
end

-- Calls a command with many arguments in portions that fit Lua's stack.
local PORTION = 1000

local function in_portions(command, key, list)
  for i = 1, #list, PORTION do
    call(command, key, unpack(list, i, math.min(i + PORTION - 1, #list)))
  end
end

-- What fields of a hash hold, by their names.
local function get_all(key, fields)
  local values = {}
  for i = 1, #fields, PORTION do
    local last = math.min(i + PORTION - 1, #fields)
    local part = call('HMGET', key, unpack(fields, i, last))
    for j = 1, #part do values[fields[i + j - 1]] = part[j] end
  end
  return values
end
