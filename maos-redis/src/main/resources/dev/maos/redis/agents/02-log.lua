-- The log of changes.
--
-- INVARIANT: what is in the log is in the order of the revisions, and whoever goes on from an entry
-- that is still there, or from where the log begins, misses nothing. It holds at most MAX_LOG
-- entries of MAX_LOG_BYTES together, and the last one always. Whoever goes on from anywhere else
-- has fallen behind, or knows another life of the store, and is told so.
--
-- log: sorted by their bytes, of I8 revision, then what happened: 'R' a record, its card; 'S' I8
-- incarnation, agent, state; 'D' I8 incarnation, agent, reason; 'B' session, its beat

local MAX_LOG, MAX_LOG_BYTES = 65536, 64 * 1024 * 1024
local TRIM = 100
local MOST_CHANGES = 10000
local BELL, SHARDED_BELL = 'PUBLISH', 'SPUBLISH'

local log, write_log, forget_pending
do
local pending = {}

function log(revision, what)
  local entry = pack('>I8', revision) .. what
  bytes = bytes + #entry
  pending[#pending + 1], pending[#pending + 2] = 0, entry
end

local function trim()
  local length = call('ZCARD', K_LOG)
  while length > 1 and (length > MAX_LOG or bytes > MAX_LOG_BYTES) do
    local count = math.max(1, math.min(TRIM, length - MAX_LOG))
    local oldest = call('ZRANGE', K_LOG, 0, count - 1)
    for _, entry in ipairs(oldest) do bytes = bytes - #entry end
    behind = unpack_at('>I8', oldest[#oldest])
    call('ZREMRANGEBYRANK', K_LOG, 0, #oldest - 1)
    length = length - #oldest
  end
end

-- Writes what was logged in this step, and rings.
function write_log(is_sharded)
  if #pending == 0 then return end
  in_portions('ZADD', K_LOG, pending)
  pending = {}
  trim()
  -- Whoever may not ring is no reason to fail: all look once a second.
  redis.pcall(is_sharded and SHARDED_BELL or BELL, P .. 'bell', '')
end

-- A step that failed leaves nothing for the next one.
function forget_pending()
  if #pending > 0 then pending = {} end
end

local function is_entry(revision)
  local from = '[' .. pack('>I8', revision)
  return #call('ZRANGEBYLEX', K_LOG, from, '(' .. pack('>I8', revision + 1), 'LIMIT', 0, 1) > 0
end

-- arguments: epoch, revision, limit
function steps.changes(arguments)
  local after, limit = tonumber(arguments[2]), tonumber(arguments[3])
  if tonumber(arguments[1]) ~= epoch or not (after == behind or is_entry(after)) then
    return { 'broken', epoch, seq }
  end
  local entries = call('ZRANGEBYLEX', K_LOG, '[' .. pack('>I8', after + 1), '+',
    'LIMIT', 0, math.min(limit, MOST_CHANGES))
  local last = #entries > 0 and unpack_at('>I8', entries[#entries]) or after
  return { 'whole', epoch, last, entries }
end

function steps.position()
  return { 'ok', epoch, seq }
end
end
