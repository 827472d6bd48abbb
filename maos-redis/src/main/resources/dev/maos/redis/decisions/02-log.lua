-- The log of one vote, and what is to be done for it.
--
-- INVARIANT: the entry with sequence n is the n-th of the list, from 1 on, and never changes; seq of
-- the vote is the length of its list. Nothing follows an end. What is to be done is in "due" until
-- somebody says that it is done; what was taken is there with a later time.
--
-- entry: kind, I8 sequence, I8 at, then 'O' nothing; 'T' and 'L' I2 agent, I4 revision, ballot;
-- 'E' what the vote ended with
-- due: kind and id; 'I' invite, 'C' count, 'D' the deadline, 'T' tell

local GRACE_MS = 5000

local function vote_of(id)
  local v = call('HMGET', P .. 'v:' .. id, 'seq', 'deadline', 'early', 'ballot', 'over', 'proposer',
    'by')
  if not v[1] then return nil end
  return {
    id = id, seq = tonumber(v[1]), deadline = tonumber(v[2]), early = v[3] == '1',
    ballot = tonumber(v[4]), over = v[5], proposer = v[6], by = v[7],
  }
end

local function append(vote, kind, rest)
  vote.seq = vote.seq + 1
  call('RPUSH', P .. 'l:' .. vote.id, kind .. pack('>I8I8', vote.seq, now) .. rest)
  return vote.seq
end

-- What the caller wants to see of it.
local function log_from(id, from)
  return call('LRANGE', P .. 'l:' .. id, math.max(tonumber(from) - 1, 0), -1)
end

local function due(kind, id, at)
  call('ZADD', K_DUE, 'NX', digits(at), kind .. id)
end

local function in_grace()
  return math.ceil(now / 1000) + GRACE_MS
end

local function not_due(id, kinds)
  local members = {}
  for i = 1, #kinds do members[i] = sub(kinds, i, i) .. id end
  call('ZREM', K_DUE, unpack(members))
end

-- arguments: id
function steps.read(arguments)
  local cfg = call('HGET', P .. 'v:' .. arguments[1], 'cfg')
  if not cfg then return { 'unknown' } end
  return { 'ok', now, log_from(arguments[1], 1), cfg }
end

-- arguments: id, from
function steps.entries(arguments)
  if call('EXISTS', P .. 'v:' .. arguments[1]) == 0 then return { 'unknown' } end
  return { 'ok', now, log_from(arguments[1], arguments[2]) }
end

-- arguments: limit, milliseconds of the lease
function steps.take(arguments)
  local taken = call('ZRANGEBYSCORE', K_DUE, '-inf', digits(now_ms), 'LIMIT', 0, arguments[1])
  local later = digits(now_ms + tonumber(arguments[2]))
  for _, chore in ipairs(taken) do call('ZADD', K_DUE, later, chore) end
  return { 'ok', taken }
end

-- arguments: chore, up to which entry; and again
function steps.done(arguments)
  for i = 1, #arguments, 2 do
    local chore, up_to = arguments[i], tonumber(arguments[i + 1])
    local ballot = sub(chore, 1, 1) == 'C' and call('HGET', P .. 'v:' .. sub(chore, 2), 'ballot')
    if not ballot or tonumber(ballot) <= up_to then call('ZREM', K_DUE, chore) end
  end
  return { 'ok' }
end

function steps.now()
  return { 'ok', now }
end
