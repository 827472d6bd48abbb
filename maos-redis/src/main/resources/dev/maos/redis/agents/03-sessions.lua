-- Sessions and their beats.
--
-- INVARIANT: a session is there from its first registration until it ends or is forgotten, and a
-- beat never makes one. Its time is that of its beat with the greatest number; a beat from the past
-- changes nothing. A beat that ends a silence of a suspect is in the log, others are not.
--
-- sessions: session -> I8 number, I8 at, I8 micros of silence that make a suspect, rhythm

local end_session

local function begin_session(session, rhythm, suspect)
  call('HSETNX', K_SESSIONS, session, pack('>I8I8I8', 0, now, suspect) .. rhythm)
end

-- arguments: session, number
function steps.beat(arguments)
  local session, number = arguments[1], tonumber(arguments[2])
  local known = call('HGET', K_SESSIONS, session)
  if not known then return { 'unknown' } end
  local last, at, suspect = unpack_at('>I8I8I8', known)
  if number <= last then return { 'ok', known } end
  local beat = pack('>I8I8I8', number, now, suspect) .. sub(known, 25)
  call('HSET', K_SESSIONS, session, beat)
  if now - at >= suspect then log(next_revision(), 'B' .. str(session) .. beat) end
  return { 'ok', beat }
end

function steps.beats()
  return { 'ok', now, call('HGETALL', K_SESSIONS) }
end

-- arguments: session, reason
function steps.finish(arguments)
  end_session(arguments[1], arguments[2])
  return { 'ok' }
end

-- arguments: micros of silence, reason
function steps.forget(arguments)
  local before = now - tonumber(arguments[1])
  local all, forgotten = call('HGETALL', K_SESSIONS), 0
  for i = 1, #all, 2 do
    local _, at = unpack_at('>I8I8', all[i + 1])
    if at <= before then forgotten = forgotten + end_session(all[i], arguments[2]) end
  end
  return { 'ok', forgotten }
end
