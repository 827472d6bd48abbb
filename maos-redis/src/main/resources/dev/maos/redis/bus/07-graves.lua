-- Dead letters: messages that could not be handled, each with its own bytes.
--
-- INVARIANT: a message becomes a dead letter in the same step that takes it out of its queue, and
-- never when the dead letters are full.
--
-- letter: B reason, I2 attempts, I8 when, detail, 16 bytes id, then the message's bytes

local EXPIRED, OVERFLOW, MALFORMED, PAYLOAD_LOST = 2, 4, 5, 6

local bury

do
local function keep_letter(q, letter)
  local key = dead_key(q)
  call('RPUSH', key, letter)
  undo_by(function() call('RPOP', key) end)
end

bury = function(q, e, reason, detail)
  if q.dead + size(e) > MAX_DEAD then return false end
  local bytes = frame(e.frame)
  for i = e.from, e.to - 1 do
    local body = bytes and message_bytes(bytes, i) or bytes or ''
    local id = #body >= 32 and sub(body, 17, 32) or string.rep('\0', 16)
    keep_letter(q, pack('>BI2I8', bytes and reason or PAYLOAD_LOST, e.attempts, now) .. str(detail)
      .. id .. body)
  end
  q.dead = q.dead + size(e)
  if reason == EXPIRED then q.expired = q.expired + size(e) end
  return true
end

-- What somebody else put into one of our lists: kept for a person to look at.
bury_foreign = function(q, raw)
  local id = {}
  string.gsub(sub(redis.sha1hex(raw), 1, 32), '..', function(h)
    id[#id + 1] = string.char(tonumber(h, 16))
  end)
  keep_letter(q, pack('>BI2I8', MALFORMED, 0, now) .. str('not written by this layer')
    .. table.concat(id) .. raw)
  q.dead = q.dead + 1
end
end

-- The id and the bytes of a letter; of what is none, no id and all of it.
local function letter_parts(letter)
  local fine, _, at = pcall(read_str, letter, 12)
  if fine and at + 15 <= #letter then return sub(letter, at, at + 15), sub(letter, at + 16) end
  return string.rep('\0', 16), letter
end

local exhume

do
-- In the place of a letter until all are found that go: to take them out one by one would walk
-- through the letters for each.
local TAKEN = '\0taken'

-- Puts letters back to where they were.
local function rebury(key, found)
  local letters = call('LRANGE', key, 0, -1)
  for _, place in ipairs(found) do table.insert(letters, place.index + 1, place.letter) end
  call('DEL', key)
  in_portions('RPUSH', key, letters, 1000)
end

-- Takes the letters with these ids out, at most so many, that 'receive' accepts.
exhume = function(q, ids, most, receive)
  local key, at, found = dead_key(q), 0, {}
  while #found < most do
    local some = call('LRANGE', key, at, at + 99)
    for i, letter in ipairs(some) do
      if #found < most and ids[letter_parts(letter)] and receive(letter) then
        found[#found + 1] = { index = at + i - 1, letter = letter }
      end
    end
    if #some < 100 then break end
    at = at + 100
  end
  for _, place in ipairs(found) do call('LSET', key, place.index, TAKEN) end
  if #found > 0 then
    q.dead = q.dead - call('LREM', key, 0, TAKEN)
    undo_by(function() rebury(key, found) end)
  end
  return #found
end
end

local revive

do
-- The names of message types by their numbers in an envelope.
local KINDS = { 'COMMAND', 'EVENT', 'QUERY', 'RESPONSE', 'HEARTBEAT', 'NOTIFICATION',
  'REGISTRATION', 'DISCOVERY', 'CONSENSUS', 'ERROR', 'CUSTOM' }

-- The ordering key that a message's bytes tell: behind five names stand the optional fields, each
-- B number, I2 length, content.
local ORDERING_KEY = 9

local function ordering_key(body)
  local at, last = 57, 56 + unpack_at('>I2', body, 11)
  for _ = 1, 5 do at = at + 1 + byte(body, at) end
  while at < last do
    local number, length = unpack_at('>BI2', body, at)
    if number == ORDERING_KEY then return sub(body, at + 3, at + 2 + length) end
    at = at + 3 + length
  end
  return ''
end

-- A frame of one message, from the bytes of that message; its life begins anew, behind those of its
-- ordering key that came since.
revive = function(body)
  local key = ordering_key(body)
  local sent, due, expires = unpack_at('>I8I8I8', body, 33)
  local life = expires - sent
  body = sub(body, 1, 40) .. pack('>I8I8', now, now + life) .. sub(body, 57)
  local names, at = {}, 57
  for i = 1, 3 do
    local n = byte(body, at)
    names[i] = sub(body, at + 1, at + n)
    at = at + 1 + n
  end
  local kind = KINDS[byte(body, 6)] or ''
  local id = next_number(1)
  add_frame(id, pack('>I2B', 1, #kind) .. kind .. pack('>B', #names[1]) .. names[1]
    .. pack('>B', #names[3]) .. names[3] .. pack('>I4', #body) .. body)
  return {
    seq = id, frame = id, from = 0, to = 1, attempts = 0, flags = byte(body, 7) + SOLE,
    expires = now + life, key = key,
  }
end
end
