-- One call of the library: its time, its keys, and where the history begins and ends.
--
-- INVARIANT: every key begins with the one key that is given, and so lies in one slot; nothing is
-- written before all keys have been found to be of their types, so a call that is refused has
-- changed nothing. 'last' only grows: no sequence is given out twice.
--
-- keys: "maos:{namespace}:events:"  arguments: 1 the operation; then what it takes

local SCHEMA = 1
local TERM_BYTES = 17

-- Set in each call: they are not there yet while the library is being loaded.
local call, pack, unpack_at, sub

local P, K_META, K_ENTRIES, K_IDS, K_TERMS, K_CURSORS, K_FOREIGN
local first, last, foreign, schema, now

local operations = {}

-- Whole numbers in decimals: '..' would round the greater ones.
local function whole(number)
  return string.format('%.0f', number)
end

local function name_keys(prefix)
  P = prefix
  K_META, K_ENTRIES, K_IDS = P .. 'meta', P .. 'entries', P .. 'ids'
  K_TERMS, K_CURSORS, K_FOREIGN = P .. 'terms', P .. 'cursors', P .. 'foreign'
end

-- The first key that somebody else holds: its name, what it is, and what it should be.
local function conflict()
  local wanted = { K_META, 'hash', K_ENTRIES, 'stream', K_IDS, 'hash', K_TERMS, 'zset',
    K_CURSORS, 'hash', K_FOREIGN, 'stream' }
  for i = 1, #wanted, 2 do
    local found = call('TYPE', wanted[i]).ok
    if found ~= 'none' and found ~= wanted[i + 1] then
      return { 'conflict', wanted[i], found, wanted[i + 1] }
    end
  end
end

-- meta: 'first' the smallest sequence that is kept, 'last' the greatest that was given, 'foreign'
-- how many entries of somebody else were put aside, 'schema' the version of all this
local function read_meta()
  local meta = call('HMGET', K_META, 'first', 'last', 'foreign', 'clock', 'schema')
  last = tonumber(meta[2]) or 0
  first = math.min(tonumber(meta[1]) or 1, last + 1)
  foreign = tonumber(meta[3]) or 0
  schema = tonumber(meta[5]) or 0
  -- The server's clock, unless somebody has stopped it by hand, which only tests do.
  now = tonumber(meta[4])
  if not now then
    local t = call('TIME')
    now = t[1] * 1000000 + t[2]
  end
end

local function run(keys, arguments)
  call, pack, unpack_at, sub = redis.call, struct.pack, struct.unpack, string.sub
  if P ~= keys[1] then name_keys(keys[1]) end
  local refused = conflict()
  if refused then return refused end
  read_meta()
  if schema > SCHEMA then return { 'newer', whole(schema), whole(SCHEMA) } end
  return operations[arguments[1]](arguments)
end

-- Calls a command with many arguments in portions that fit Lua's stack, and joins what it answers.
local function in_portions(command, key, list)
  local answers = {}
  for i = 1, #list, 1000 do
    local some = call(command, key, unpack(list, i, math.min(i + 999, #list)))
    if type(some) == 'table' then
      for _, each in ipairs(some) do answers[#answers + 1] = each end
    end
  end
  return answers
end
