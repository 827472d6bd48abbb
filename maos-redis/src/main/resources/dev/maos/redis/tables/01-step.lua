-- One step of the shared tables: its keys, its time.
--
-- INVARIANT: every key begins with the one key that is given, and so lies in one slot. The time of
-- the tables never goes back: where the server's clock is set back, it goes on from the latest time
-- that was written down, and every time by which a step changes something is written down.
--
-- keys: 1 "maos:{namespace}:tables:"; 2 the hash "meta" behind that
-- meta: epoch which life of the tables this is; raw what the server's clock said last, and ahead by
-- how much the time of the tables is ahead of it; ranges how many ranges of numbers there are;
-- position of the last note; bytes of all notes
-- accounts hash: name -> microseconds and nanoseconds at which all taken will have been earned;
-- earned sorted set: name -> those microseconds
-- n:SERIES sorted set: ranges of used numbers, 16 hexadecimal digits each for the first and the
-- last; series sorted set: name -> until when it is kept, in milliseconds
-- notes hash: key -> position, rank, value; written sorted set: key -> position

-- Set in every step: they are not there yet while the library is being loaded.
local call, pack, unpack_at, sub

local P, K_META, K_ACCOUNTS, K_EARNED, K_SERIES, K_NOTES, K_WRITTEN
local now, now_ms, epoch, raw, ahead

local steps = {}

-- Lua itself writes no more than 14 digits of a number.
local function digits(number)
  return string.format('%.0f', number)
end

local function name_keys(keys)
  P, K_META = keys[1], keys[2]
  K_ACCOUNTS, K_EARNED, K_SERIES = P .. 'accounts', P .. 'earned', P .. 'series'
  K_NOTES, K_WRITTEN = P .. 'notes', P .. 'written'
end

local function numbers_of(series)
  return P .. 'n:' .. series
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
