-- Opening a vote, and taking ballots.
--
-- INVARIANT: a vote is opened once. Each who may cast has at most one ballot that counts, or a row
-- of revisions of which each has a greater number; all of them came before the deadline. A step
-- that is repeated changes nothing, and a refusal leaves nothing but the note that somebody was
-- late.

-- arguments: id, proposal, deadline in milliseconds, whether it may end early, whether ballots may
-- be revised, proposer, who asks, how many may be open, then who may cast
function steps.propose(arguments)
  local id, deadline = arguments[1], tonumber(arguments[3])
  local known = vote_of(id)
  if known then
    return { known.by == arguments[7] and 'opened' or 'known', now, log_from(id, 1) }
  end
  if now_ms >= deadline then return { 'past', now } end
  local open = call('ZCARD', K_OPEN)
  if open >= tonumber(arguments[8]) then return { 'full', open } end
  call('ZCARD', K_DUE)
  local vote = { id = id, seq = 0 }
  append(vote, 'O', '')
  call('HSET', P .. 'v:' .. id, 'cfg', arguments[2], 'deadline', arguments[3],
    'early', arguments[4], 'revisable', arguments[5], 'proposer', arguments[6],
    'by', arguments[7], 'seq', 1, 'ballot', 0)
  local voters = {}
  for i = 9, #arguments do
    voters[#voters + 1], voters[#voters + 2] = arguments[i], ''
  end
  in_portions('HSET', P .. 'b:' .. id, voters)
  call('ZADD', K_OPEN, 0, id)
  due('I', id, in_grace())
  due('D', id, deadline)
  return { 'opened', now, log_from(id, 1) }
end

-- Whether the ballot of a voter is this very one.
local function is_same(vote, who, sequence, last, revision, body)
  if last ~= revision then return false end
  local entry = call('LINDEX', P .. 'l:' .. vote.id, sequence - 1)
  return sub(entry, 18 + 2 + #who + 4) == body
end

local function be_late(vote, who, rest)
  if call('SADD', P .. 't:' .. vote.id, who) == 1 then
    call('HSET', P .. 'v:' .. vote.id, 'seq', append(vote, 'L', rest))
  end
end

-- arguments: id, from, who, revision, ballot
function steps.cast(arguments)
  local id, from, who, body = arguments[1], arguments[2], arguments[3], arguments[5]
  local revision = tonumber(arguments[4])
  local vote = vote_of(id)
  if not vote then return { 'unknown' } end
  local key = P .. 'b:' .. id
  local before = call('HGET', key, who)
  if not before then return { 'stranger', now, log_from(id, from), 0 } end
  local sequence, last = 0, -1
  if before ~= '' then sequence, last = unpack_at('>I8I4', before) end
  local answer = 'taken'
  local rest = str(who) .. pack('>I4', revision) .. body
  if sequence > 0 and is_same(vote, who, sequence, last, revision, body) then
    answer = 'repeated'
  elseif vote.over then
    answer = 'ended'
  elseif now_ms >= vote.deadline then
    answer = 'late'
    be_late(vote, who, rest)
  elseif sequence > 0 and call('HGET', P .. 'v:' .. id, 'revisable') ~= '1' then
    answer = 'voted'
  elseif revision <= last then
    answer = 'stale'
  else
    sequence = append(vote, 'T', rest)
    call('HSET', key, who, pack('>I8I4', sequence, revision))
    call('HSET', P .. 'v:' .. id, 'seq', sequence, 'ballot', sequence)
    if vote.early then due('C', id, in_grace()) end
  end
  return { answer, now, log_from(id, from), sequence }
end
