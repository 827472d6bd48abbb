-- Reading: what must be found by an index. Whoever reads one event after the other asks the stream
-- itself, past Lua, which would copy each byte.
--
-- INVARIANT: nothing is written here.

local MOST_BYTES = 1024 * 1024

-- state: answers first, last, how many foreign entries were put aside, and how many cursors there
-- are.
operations.state = function()
  return { 'ok', whole(first), whole(last), whole(foreign), whole(call('HLEN', K_CURSORS)) }
end

-- find: id. Answers its sequence, I6, and its copy, if it is kept.
operations.find = function(arguments)
  local sequence = call('HGET', K_IDS, arguments[2])
  local s = sequence and unpack_at('>I6', sequence) or 0
  local copy = s >= first and copy_of(s, entry_from(s))
  return copy and { 'ok', sequence, copy } or { 'ok' }
end

-- lookup: term, the first and the last sequence, how many at most, '1' for backwards. Answers first
-- and last of the history, '1' if there is no more of that term, then for each event its sequence,
-- I6, and its copy.
operations.lookup = function(arguments)
  local term, most = arguments[2], tonumber(arguments[5])
  local from = math.max(tonumber(arguments[3]), first)
  local to = math.min(tonumber(arguments[4]), last)
  local reply = { 'ok', whole(first), whole(last), '1' }
  if from > to then return reply end
  local low, high = '[' .. term .. pack('>I6', from), '[' .. term .. pack('>I6', to)
  local members = arguments[6] == '1'
    and call('ZREVRANGEBYLEX', K_TERMS, high, low, 'LIMIT', 0, most)
    or call('ZRANGEBYLEX', K_TERMS, low, high, 'LIMIT', 0, most)
  if #members == most then reply[4] = '0' end
  local entry, bytes = nil, 0
  for _, member in ipairs(members) do
    if bytes > MOST_BYTES then
      reply[4] = '0'
      break
    end
    local s = unpack_at('>I6', member, TERM_BYTES + 1)
    if not entry or s < entry.first or s > entry.last then entry = entry_from(s) end
    local copy = copy_of(s, entry) or ''
    reply[#reply + 1] = pack('>I6', s)
    reply[#reply + 1] = copy
    bytes = bytes + #copy
  end
  return reply
end
