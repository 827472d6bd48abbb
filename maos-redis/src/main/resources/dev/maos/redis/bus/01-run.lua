-- One run of the library: its time, its counters and what it remembers until it ends.
--
-- INVARIANT: every key of a namespace begins with the one key that is given, and so lies in one
-- slot; nothing is written before the command's number has been checked, so a command takes effect
-- once however often it arrives; a run that breaks off leaves every message where it was; no run takes for true what another one remembered: what is kept
-- from run to run is only the reading of texts, and each is compared with the text in the server.
-- A number is given out once, also by a server that comes back and has lost its memory: numbers go
-- with the clock, which is ahead of them as long as fewer than 256 a millisecond are given out.
--
-- keys: "maos:{namespace}:"  arguments: 1 session, which begins with the 16 characters of its
-- process; 2 number, 0 for once; 3 settings; 4 generation; 5 numbers of the large frames that were
-- written ahead of it, I6 each; then the operations

-- Set in the first run: they are not there yet while the library is being loaded.
local call, pack, unpack_at, sub, byte

-- AT_WORK: like HUNGRY while it is the only reader, like BUSY beside others; it comes by itself.
local BUSY, HUNGRY, RUNG, AT_WORK = 0, 1, 2, 3
-- flags of an entry; the two lowest bits are its lane
local SOLE, SUSPECT, OWNS, FLEETING, LARGE = 4, 8, 16, 32, 64

local P, K_META, K_QUEUES, K_WISHES, K_FRAMES, K_LARGE, K_HEADS, K_REFS, K_GRANTS, K_LEASES, K_DUE, K_RUNG, K_SUBS,
  K_ROUTES, K_TOPICS, K_PROCESSES, K_SESSION
local MAX_QUEUE, MAX_DEAD, HISTORY, WINDOW, CAPACITY, SHARDED, SESSION_MS
local PROCESS, ARGUMENTS
local now, seq, seq_before

-- What the operations answer, in order, and the frames and letters that go with it.
local answers, answered, sent_frames, sent_order, letters_sent = {}, 0, {}, {}, {}

local operations, beginnings = {}, {}

-- Whether a run has begun and not ended: then what it had kept may be half changed. What carries
-- the number of this run was read from the server in it.
local running, run_number = false, 0

-- What each part of this library does first in every run.
local function at_begin(action)
  beginnings[#beginnings + 1] = action
end

local undo_by, undo_all

do
local undoings = {}

at_begin(function()
  if #undoings > 0 then undoings = {} end
end)

-- How to turn back what was written just now, before the end of the run: taking out of a list, most
-- often. Who finds a key that is somebody else's breaks off, and messages would be in no list.
undo_by = function(action)
  undoings[#undoings + 1] = action
end

-- The latest first; what one of them cannot turn back is no reason to leave out the others.
undo_all = function()
  for i = #undoings, 1, -1 do pcall(undoings[i]) end
end
end

-- Texts that were read or written before, with what they say: of queues by name, of grants by
-- number.
local kept_queues, kept_grants, kept_count = {}, {}, 0

do
local MOST_KEPT = 4096
local NUMBERS_A_MICRO, NUMBERS_SINCE, MOST_BY_CLOCK = 0.256, 1735689600000000, 2 ^ 47
local settings

local function name_keys(prefix)
  P = prefix
  K_META, K_QUEUES, K_WISHES = P .. 'meta', P .. 'queues', P .. 'wishes'
  K_FRAMES, K_LARGE = P .. 'frames', P .. 'large'
  K_HEADS, K_REFS = P .. 'heads', P .. 'refs'
  K_GRANTS, K_LEASES = P .. 'grants', P .. 'leases'
  K_DUE, K_RUNG = P .. 'due', P .. 'rung'
  K_SUBS, K_ROUTES, K_TOPICS = P .. 'subscriptions', P .. 'routes', P .. 'topics'
  K_PROCESSES = P .. 'processes'
end

local function forget_kept(prefix)
  name_keys(prefix)
  kept_queues, kept_grants, kept_count = {}, {}, 0
end

at_begin(function(keys, arguments)
  call, pack, unpack_at = redis.call, struct.pack, struct.unpack
  sub, byte = string.sub, string.byte
  if P ~= keys[1] or running or kept_count > MOST_KEPT then forget_kept(keys[1]) end
  running, run_number = true, run_number + 1
  ARGUMENTS = arguments
  PROCESS = sub(arguments[1], 1, 16)
  K_SESSION = P .. 'session:' .. arguments[1]
  if settings ~= arguments[3] then
    settings = arguments[3]
    MAX_QUEUE, MAX_DEAD, HISTORY, WINDOW, CAPACITY, SHARDED, SESSION_MS =
      unpack_at('>I4I4I4I8I4BI4', settings)
  end
  local meta = call('HMGET', K_META, 'seq', 'clock')
  -- The server's clock, unless somebody has stopped it by hand, which only tests do.
  now = tonumber(meta[2])
  if not now then
    local t = call('TIME')
    now = t[1] * 1000000 + t[2]
  end
  local by_clock = math.floor((now - NUMBERS_SINCE) * NUMBERS_A_MICRO)
  seq = math.max(tonumber(meta[1]) or 0, math.min(by_clock, MOST_BY_CLOCK))
  seq_before = seq
  -- New tables cost more than a look at whether the old ones were used.
  if answered > 1000 then answers = {} end
  answered = 0
  if #sent_order > 0 then sent_frames, sent_order = {}, {} end
  if #letters_sent > 0 then letters_sent = {} end
end)
end

local function keep(kept, name, thing)
  if kept[name] == nil then kept_count = kept_count + 1 end
  kept[name] = thing
end

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
  local count = #list
  if count == 0 then return end
  if count <= size then return call(command, key, unpack(list)) end
  for i = 1, count, size do
    call(command, key, unpack(list, i, math.min(i + size - 1, count)))
  end
end

local function answer(part)
  answered = answered + 1
  answers[answered] = part
end
