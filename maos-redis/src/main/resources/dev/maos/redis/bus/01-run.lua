-- One run of the library: its time, its counters and what it remembers until it ends.
--
-- INVARIANT: every key of a namespace begins with the one key that is given, and so lies in one
-- slot; nothing is written before the command's number has been checked, so a command takes effect
-- once however often it arrives; no run sees what another one remembered.
--
-- keys: "maos:{namespace}:"  arguments: 1 session, which begins with the 16 characters of its
-- process; 2 number, 0 for once; 3 settings; 4 generation; 5 numbers of the large frames that were
-- written ahead of it, I6 each; then the operations

-- Set in the first run: they are not there yet while the library is being loaded.
local call, pack, unpack_at, sub, byte

-- The names of message types by their numbers in an envelope.
local KINDS = { 'COMMAND', 'EVENT', 'QUERY', 'RESPONSE', 'HEARTBEAT', 'NOTIFICATION',
  'REGISTRATION', 'DISCOVERY', 'CONSENSUS', 'ERROR', 'CUSTOM' }

local BUSY, HUNGRY, RUNG = 0, 1, 2
-- flags of an entry; the two lowest bits are its lane
local SOLE, SUSPECT, OWNS, FLEETING, LARGE = 4, 8, 16, 32, 64

local P, K_META, K_QUEUES, K_WISHES, K_FRAMES, K_LARGE, K_REFS, K_GRANTS, K_LEASES, K_DUE, K_RUNG, K_SUBS,
  K_ROUTES, K_TOPICS, K_PROCESSES, K_SESSION
local MAX_QUEUE, MAX_DEAD, HISTORY, WINDOW, CAPACITY, SHARDED, SESSION_MS
local PROCESS, ARGUMENTS
local now, seq, version, seq_before, version_before

-- What the operations answer, in order, and the frames and letters that go with it.
local answers, sent_frames, sent_order, letters_sent

local operations, beginnings = {}, {}

-- What each part of this library does first in every run.
local function at_begin(action)
  beginnings[#beginnings + 1] = action
end

local function name_keys(prefix)
  P = prefix
  K_META, K_QUEUES, K_WISHES = P .. 'meta', P .. 'queues', P .. 'wishes'
  K_FRAMES, K_LARGE, K_REFS = P .. 'frames', P .. 'large', P .. 'refs'
  K_GRANTS, K_LEASES = P .. 'grants', P .. 'leases'
  K_DUE, K_RUNG = P .. 'due', P .. 'rung'
  K_SUBS, K_ROUTES, K_TOPICS = P .. 'subscriptions', P .. 'routes', P .. 'topics'
  K_PROCESSES = P .. 'processes'
end

at_begin(function(keys, arguments)
  call, pack, unpack_at = redis.call, struct.pack, struct.unpack
  sub, byte = string.sub, string.byte
  if P ~= keys[1] then name_keys(keys[1]) end
  ARGUMENTS = arguments
  PROCESS = sub(arguments[1], 1, 16)
  K_SESSION = P .. 'session:' .. arguments[1]
  MAX_QUEUE, MAX_DEAD, HISTORY, WINDOW, CAPACITY, SHARDED, SESSION_MS =
    unpack_at('>I4I4I4I8I4BI4', arguments[3])
  local meta = call('HMGET', K_META, 'seq', 'clock', 'version')
  seq, version = tonumber(meta[1]) or 0, tonumber(meta[3]) or 0
  seq_before, version_before = seq, version
  -- The server's clock, unless somebody has stopped it by hand, which only tests do.
  now = tonumber(meta[2])
  if not now then
    local t = call('TIME')
    now = t[1] * 1000000 + t[2]
  end
  answers, sent_frames, sent_order, letters_sent = {}, {}, {}, {}
end)

local function next_number(count)
  local first = seq + 1
  seq = seq + count
  return first
end

local function has(flags, flag)
  return flags % (flag * 2) >= flag
end

local function str(s)
  return pack('>I2', #s) .. s
end

local function read_str(s, at)
  local n = unpack_at('>I2', s, at)
  return sub(s, at + 2, at + 1 + n), at + 2 + n
end

-- Calls a command with many arguments in portions that fit Lua's stack.
local function in_portions(command, key, list, size)
  for i = 1, #list, size do
    call(command, key, unpack(list, i, math.min(i + size - 1, #list)))
  end
end

local function answer(part)
  answers[#answers + 1] = part
end
