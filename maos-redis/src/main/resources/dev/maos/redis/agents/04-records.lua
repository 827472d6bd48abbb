-- Records of agents.
--
-- INVARIANT: a record is changed only by the session and incarnation that it names, or by a newer
-- registration. All of a batch of registrations is stored or nothing, but for renewals of what
-- others hold. At most MAX_AGENTS are registered, and no two whose ids differ only by case: a place
-- is an id in lower case. A record is in places, in records, in cards and in the places of its
-- session, or in none of them.
--
-- records: place -> I8 revision, I8 incarnation, I8 when it was registered, agent, session, state
-- cards: place -> what the agent is; places: sorted by their bytes

local MAX_AGENTS = 100000
local TAKE = 'take'

local function record_of(revision, incarnation, at, agent, session, state)
  return pack('>I8I8I8', revision, incarnation, at) .. str(agent) .. str(session) .. str(state)
end

local function read_record(text)
  local r = {}
  local at
  r.revision, r.incarnation, r.registered, at = unpack_at('>I8I8I8', text)
  r.agent, at = read_str(text, at)
  r.session, at = read_str(text, at)
  r.state = read_str(text, at)
  return r
end

local function remove(place, record, reason)
  local revision = next_revision()
  call('HDEL', K_RECORDS, place)
  call('HDEL', K_CARDS, place)
  call('ZREM', K_PLACES, place)
  call('HDEL', places_of(record.session), place)
  log(revision, 'D' .. pack('>I8', record.incarnation) .. str(record.agent) .. reason)
  return revision
end

-- Takes out a session and whom it still hosts, and tells how many those were.
function end_session(session, reason)
  call('HDEL', K_SESSIONS, session)
  local places = call('HKEYS', places_of(session))
  for _, place in ipairs(places) do
    local record = call('HGET', K_RECORDS, place)
    if record then remove(place, read_record(record), reason) end
  end
  return #places
end

-- What speaks against a batch; its agents begin at the sixth argument, four each: place, agent,
-- state, card.
local function refusal(arguments, known)
  local fresh = 0
  for i = 1, #known do
    local agent = arguments[6 + 4 * (i - 1) + 1]
    if not known[i] then
      fresh = fresh + 1
    elseif read_record(known[i]).agent ~= agent then
      return { 'conflict', agent, read_record(known[i]).agent }
    end
  end
  local count = call('ZCARD', K_PLACES)
  if fresh > 0 and count + fresh > MAX_AGENTS then
    return { 'full', fresh, count, MAX_AGENTS }
  end
end

local function store(session, admitted)
  local records, cards, places, hosted = {}, {}, {}, {}
  for i, each in ipairs(admitted) do
    local k, v = 2 * i - 1, 2 * i
    records[k], records[v] = each.place, each.record
    cards[k], cards[v] = each.place, each.card
    places[k], places[v] = 0, each.place
    hosted[k], hosted[v] = each.place, ''
  end
  in_portions('HSET', K_RECORDS, records)
  in_portions('HSET', K_CARDS, cards)
  in_portions('ZADD', K_PLACES, places)
  in_portions('HSET', places_of(session), hosted)
end

local function admit(session, place, agent, state, card, holder)
  if holder and holder.session ~= session then call('HDEL', places_of(holder.session), place) end
  local revision = next_revision()
  local record = record_of(revision, revision, now, agent, session, state)
  log(revision, 'R' .. record .. card)
  return { place = place, record = record, card = card, revision = revision }
end

-- What somebody else wrote in place of a key of ours, before anything is written halfway.
local function foreign_key(session)
  local wanted = { [K_RECORDS] = 'hash', [K_CARDS] = 'hash', [K_SESSIONS] = 'hash',
    [places_of(session)] = 'hash', [K_PLACES] = 'zset', [K_LOG] = 'zset' }
  for key, kind in pairs(wanted) do
    local found = call('TYPE', key).ok
    if found ~= 'none' and found ~= kind then
      return redis.error_reply('WRONGTYPE key ' .. key .. ' is a ' .. found
        .. ' that somebody else wrote; expected a ' .. kind
        .. '; fix: DEL it, or use another namespace')
    end
  end
end

-- arguments: session, 'take' or 'renew', rhythm, micros that make a suspect, how many; the agents
function steps.register(arguments)
  local session, how, places = arguments[1], arguments[2], {}
  local foreign = foreign_key(session)
  if foreign then return foreign end
  for i = 1, tonumber(arguments[5]) do places[i] = arguments[6 + 4 * (i - 1)] end
  local known = get_all(K_RECORDS, places)
  local refused = refusal(arguments, known)
  if refused then return refused end
  begin_session(session, arguments[3], tonumber(arguments[4]))
  local answers, admitted = {}, {}
  for i, place in ipairs(places) do
    local holder = known[i] and read_record(known[i])
    if how ~= TAKE and holder and holder.session ~= session then
      answers[i] = 0
    else
      local at = 6 + 4 * (i - 1)
      local each = admit(session, place, arguments[at + 1], arguments[at + 2], arguments[at + 3], holder)
      admitted[#admitted + 1] = each
      answers[i] = each.revision
    end
  end
  store(session, admitted)
  return { 'ok', now, answers }
end

-- The record if it is of this very registration; else why not.
local function held(session, place, agent, incarnation)
  local text = call('HGET', K_RECORDS, place)
  local record = text and read_record(text)
  if not record or record.agent ~= agent then return nil, 'missing' end
  if record.session ~= session or record.incarnation ~= incarnation then return nil, 'superseded' end
  return record
end

-- Does something with each record of a batch that is held; its parts begin at the second argument,
-- four each: place, agent, incarnation, and something more.
local function with_each(arguments, act)
  local answers = {}
  for at = 2, #arguments, 4 do
    local place = arguments[at]
    local record, why = held(arguments[1], place, arguments[at + 1], tonumber(arguments[at + 2]))
    answers[#answers + 1] = record and act(place, record, arguments[at + 3]) or why
  end
  return { 'ok', answers }
end

-- arguments: session; for each place, agent, incarnation, state
function steps.write(arguments)
  return with_each(arguments, function(place, r, state)
    if r.state == state then return r.revision end
    local revision = next_revision()
    call('HSET', K_RECORDS, place,
      record_of(revision, r.incarnation, r.registered, r.agent, r.session, state))
    log(revision, 'S' .. pack('>I8', r.incarnation) .. str(r.agent) .. state)
    return revision
  end)
end

-- arguments: session; for each place, agent, incarnation, reason
function steps.leave(arguments)
  return with_each(arguments, remove)
end

-- arguments: the place that the page before ended with, limit
function steps.records(arguments)
  local after, limit = arguments[1], tonumber(arguments[2])
  local from = after == '' and '-' or '(' .. after
  local places = call('ZRANGEBYLEX', K_PLACES, from, '+', 'LIMIT', 0, limit + 1)
  local next = ''
  if #places > limit then
    places[#places] = nil
    next = places[#places] or after
  end
  return { 'ok', next, get_all(K_RECORDS, places), get_all(K_CARDS, places) }
end
