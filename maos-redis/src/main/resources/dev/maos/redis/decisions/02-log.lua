-- The log of one vote, and what is to be done for it.
--
-- INVARIANT: the entries of a vote have the sequences from 1 to seq, and never change. Nothing
-- follows an end. What is to be done is in "due" until somebody says that it is done; what was taken
-- is there with a later time.
--
-- entry: kind, I8 sequence, I8 at, then 'O' nothing; 'T' and 'L' I2 agent, I4 revision, ballot;
-- 'E' what the vote ended with
-- due: kind and id; 'I' invite, 'C' count, 'D' the deadline, 'T' tell

local GRACE_MS = 5000

local function entry_name(sequence)
  return 'e' .. digits(sequence)
end

local function key_of(id)
  return P .. 'v:' .. id
end

-- A vote with the entry from which on the caller wants to see it, and with the ballot of somebody.
local function vote_of(id, from, who)
  local first = math.max(tonumber(from), 1)
  local key = key_of(id)
  local v = call('HMGET', key, 'seq', 'deadline', 'early', 'ballot', 'over', 'proposer', 'by',
    'revisable', 'counting', entry_name(first), 'b' .. (who or ''))
  if not v[1] then return nil end
  return {
    id = id, key = key, first = first, seq = tonumber(v[1]), deadline = tonumber(v[2]),
    early = v[3] == '1', ballot = tonumber(v[4]), over = v[5], proposer = v[6], by = v[7],
    revisable = v[8] == '1', counting = v[9] == '1', entries = { [first] = v[10] }, own = v[11],
  }
end

-- Puts an entry behind the last one, and changes what else is given.
local function append(vote, kind, rest, ...)
  vote.seq = vote.seq + 1
  local entry = kind .. pack('>I8I8', vote.seq, now) .. rest
  vote.entries[vote.seq] = entry
  call('HSET', vote.key, entry_name(vote.seq), entry, 'seq', digits(vote.seq), ...)
end

-- The entries that are asked for and not at hand yet.
local function read_entries(vote)
  local names = {}
  for n = vote.first, vote.seq do
    if not vote.entries[n] then names[#names + 1] = entry_name(n) end
  end
  return get_all(vote.key, names)
end

-- What the caller wants to see of it. Where an entry got lost nothing is told that is behind it.
local function log_of(vote)
  local log, read = {}, read_entries(vote)
  for n = vote.first, vote.seq do
    local entry = vote.entries[n] or read[entry_name(n)]
    if not entry then break end
    log[#log + 1] = entry
  end
  return log
end

local function in_grace()
  return digits(math.ceil(now / 1000) + GRACE_MS)
end

local function not_due(id, kinds)
  local members = {}
  for i = 1, #kinds do members[i] = sub(kinds, i, i) .. id end
  call('ZREM', K_DUE, unpack(members))
end

-- arguments: id
function steps.read(arguments)
  local vote = vote_of(arguments[1], 1)
  if not vote then return { 'unknown' } end
  return { 'ok', now, log_of(vote), call('HGET', vote.key, 'cfg') }
end

-- arguments: id, from
function steps.entries(arguments)
  local vote = vote_of(arguments[1], arguments[2])
  if not vote then return { 'unknown' } end
  return { 'ok', now, log_of(vote) }
end

-- arguments: limit, milliseconds of the lease
function steps.take(arguments)
  local taken = call('ZRANGEBYSCORE', K_DUE, '-inf', digits(now_ms), 'LIMIT', 0, arguments[1])
  local later = digits(now_ms + tonumber(arguments[2]))
  for _, chore in ipairs(taken) do call('ZADD', K_DUE, later, chore) end
  return { 'ok', taken }
end

-- A count stays to be done if there is a later ballot.
local function is_counted(chore, up_to)
  local key = key_of(sub(chore, 2))
  local ballot = call('HGET', key, 'ballot')
  if not ballot then return true end
  if tonumber(ballot) > tonumber(up_to) then return false end
  call('HSET', key, 'counting', '0')
  return true
end

-- arguments: chore, up to which entry; and again
function steps.done(arguments)
  local struck = {}
  for i = 1, #arguments, 2 do
    local chore = arguments[i]
    if sub(chore, 1, 1) ~= 'C' or is_counted(chore, arguments[i + 1]) then
      struck[#struck + 1] = chore
    end
  end
  in_portions('ZREM', K_DUE, struck)
  return { 'ok' }
end

function steps.now()
  return { 'ok', now }
end
