-- Ending a vote.
--
-- INVARIANT: a vote ends once, and the first verdict stands. One that is certain may cover any
-- entries; any other needs the deadline, and every ballot that counts. Every end has its place in
-- the line of all ends, and rings. What was concluded is not looked at here.
--
-- closed: I8 at, id, what the vote ended with

local KEPT_MS = 30 * 24 * 60 * 60 * 1000
local BELL, SHARDED_BELL = 'PUBLISH', 'SPUBLISH'

local function finish(vote, verdict, caller, is_sharded)
  call('RPUSH', K_CLOSED, pack('>I8', now) .. vote.id .. verdict)
  append(vote, 'E', verdict, 'over', caller)
  call('ZREM', K_OPEN, vote.id)
  not_due(vote.id, 'ICD')
  call('ZADD', K_DUE, 'NX', in_grace(), 'T' .. vote.id)
  call('PEXPIRE', vote.key, KEPT_MS)
  -- Whoever may not ring is no reason to fail: all look once a second.
  redis.pcall(is_sharded and SHARDED_BELL or BELL, P .. 'bell', vote.id)
end

local function judge(vote, basis, up_to)
  if basis == 'certain' and vote.early then return 'done' end
  if now_ms < vote.deadline then return 'early' end
  return up_to < vote.ballot and 'incomplete' or 'done'
end

-- arguments: id, from, what it ends with, who asks, whether channels are sharded, up to which entry
-- that covers, on which basis
function steps.decide(arguments)
  local caller = arguments[4]
  local vote = vote_of(arguments[1], arguments[2])
  if not vote then return { 'unknown' } end
  local answer
  if vote.over then
    answer = vote.over == caller and 'done' or 'over'
  else
    answer = judge(vote, arguments[7], tonumber(arguments[6]))
    if answer == 'done' then finish(vote, arguments[3], caller, arguments[5] == '1') end
  end
  return { answer, now, log_of(vote) }
end

-- arguments: id, from, what it ends with, who asks, whether channels are sharded, which agent
function steps.cancel(arguments)
  local caller = arguments[4]
  local vote = vote_of(arguments[1], arguments[2])
  if not vote then return { 'unknown' } end
  local answer = 'done'
  if vote.proposer ~= arguments[6] then
    answer = 'forbidden'
  elseif vote.over then
    answer = vote.over == caller and 'done' or 'over'
  else
    finish(vote, arguments[3], caller, arguments[5] == '1')
  end
  return { answer, now, log_of(vote) }
end

-- arguments: after which index, limit
function steps.closed(arguments)
  local length = call('LLEN', K_CLOSED)
  local after = tonumber(arguments[1])
  if after >= length then return { 'ok', epoch, length, {} } end
  local last = after + tonumber(arguments[2]) - 1
  return { 'ok', epoch, length, call('LRANGE', K_CLOSED, after, last) }
end

-- arguments: behind which id, or nothing; limit
function steps.open(arguments)
  local from = arguments[1] == '' and '-' or '(' .. arguments[1]
  return { 'ok', call('ZRANGEBYLEX', K_OPEN, from, '+', 'LIMIT', 0, arguments[2]) }
end

function steps.opencount()
  return { 'ok', call('ZCARD', K_OPEN) }
end
