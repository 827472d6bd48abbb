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
  local known = vote_of(id, 1)
  if known then
    return { known.by == arguments[7] and 'opened' or 'known', now, log_of(known) }
  end
  if now_ms >= deadline then return { 'past', now } end
  local open = call('ZCARD', K_OPEN)
  if open >= tonumber(arguments[8]) then return { 'full', open } end
  local vote = { id = id, key = key_of(id), first = 1, seq = 0, entries = {} }
  -- First what somebody else's key would refuse, so that nothing is there by halves.
  call('ZADD', K_DUE, 'NX', in_grace(), 'I' .. id, arguments[3], 'D' .. id)
  call('ZADD', K_OPEN, 0, id)
  append(vote, 'O', '', 'cfg', arguments[2], 'deadline', arguments[3], 'early', arguments[4],
    'revisable', arguments[5], 'proposer', arguments[6], 'by', arguments[7], 'ballot', 0)
  local voters = {}
  for i = 9, #arguments do
    voters[#voters + 1], voters[#voters + 2] = 'b' .. arguments[i], ''
  end
  in_portions('HSET', vote.key, voters)
  return { 'opened', now, log_of(vote) }
end

-- Whether the ballot of a voter is this very one.
local function is_same(vote, who, sequence, last, revision, body)
  if last ~= revision then return false end
  local entry = vote.entries[sequence] or call('HGET', vote.key, entry_name(sequence))
  return entry and sub(entry, 18 + 2 + #who + 4) == body
end

local function be_late(vote, who, rest)
  if call('HSETNX', vote.key, 't' .. who, '') == 1 then append(vote, 'L', rest) end
end

local function be_counted(vote)
  if vote.early and not vote.counting then
    call('ZADD', K_DUE, 'NX', in_grace(), 'C' .. vote.id)
  end
end

local function take_down(vote, who, revision, rest)
  local sequence = vote.seq + 1
  be_counted(vote)
  append(vote, 'T', rest, 'b' .. who, pack('>I8I4', sequence, revision), 'ballot', digits(sequence),
    'counting', '1')
  return sequence
end

-- arguments: id, from, who, revision, ballot
function steps.cast(arguments)
  local who, revision, body = arguments[3], tonumber(arguments[4]), arguments[5]
  local vote = vote_of(arguments[1], arguments[2], who)
  if not vote then return { 'unknown' } end
  if not vote.own then return { 'stranger', now, log_of(vote), 0 } end
  local sequence, last = 0, -1
  if vote.own ~= '' then sequence, last = unpack_at('>I8I4', vote.own) end
  local answer = 'taken'
  local rest = str(who) .. pack('>I4', revision) .. body
  if sequence > 0 and is_same(vote, who, sequence, last, revision, body) then
    answer = 'repeated'
  elseif vote.over then
    answer = 'ended'
  elseif now_ms >= vote.deadline then
    answer = 'late'
    be_late(vote, who, rest)
  elseif sequence > 0 and not vote.revisable then
    answer = 'voted'
  elseif revision <= last then
    answer = 'stale'
  else
    sequence = take_down(vote, who, revision, rest)
  end
  return { answer, now, log_of(vote), sequence }
end
