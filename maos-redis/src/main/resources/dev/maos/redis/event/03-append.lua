-- Appending: all events of a call, in their order, or none.
--
-- INVARIANT: an id that 'ids' knows is not stored again: what it has is answered. 'ids' and 'terms'
-- hold exactly what is kept. So a call that comes twice takes effect once.
--
-- ids: 16 bytes id -> I6 sequence; terms: members of 17 bytes term, I6 sequence, all of score 0

-- append: sharded, then of each chunk its index and its bytes. Answers the last sequence before,
-- when it was recorded, the sequences of all events, I6 each, then for each of those that were there
-- before I8 when it was recorded and its bytes.
do
local known, copies, cached

local function is_known(id, sequence)
  local s = unpack_at('>I6', sequence)
  if s < first or s > last then return false end
  if not cached or s < cached.first or s > cached.last then cached = entry_from(s) end
  local copy = copy_of(s, cached)
  if not copy then return false end
  known[id] = s
  copies[id] = copy
  return true
end

-- The chunks, without what is known already.
local function look(arguments)
  known, copies, cached = {}, {}, nil
  local chunks, seen = {}, {}
  for i = 3, #arguments, 2 do
    local events, ids = events_of(arguments[i], 0), {}
    for k, event in ipairs(events) do ids[k] = event.id end
    local answers = in_portions('HMGET', K_IDS, ids)
    local chunk = { events = events, new = {}, index = arguments[i], bytes = arguments[i + 1] }
    for k, event in ipairs(events) do
      local old = seen[event.id] or (answers[k] and is_known(event.id, answers[k]))
      if not old then chunk.new[#chunk.new + 1] = event end
      seen[event.id] = true
    end
    chunks[#chunks + 1] = chunk
  end
  return chunks
end

local function without_old(chunk)
  if #chunk.new == #chunk.events then return chunk.index, chunk.bytes end
  local records, bytes = {}, {}
  for k, event in ipairs(chunk.new) do
    records[k] = event.record
    bytes[k] = sub(chunk.bytes, event.from, event.to)
  end
  return table.concat(records), table.concat(bytes)
end

local function store(chunk, from)
  local ids, terms = {}, {}
  for k, event in ipairs(chunk.new) do
    local sequence = pack('>I6', from + k - 1)
    known[event.id] = from + k - 1
    ids[#ids + 1] = event.id
    ids[#ids + 1] = sequence
    for at = 1, #event.terms, TERM_BYTES do
      terms[#terms + 1] = 0
      terms[#terms + 1] = sub(event.terms, at, at + TERM_BYTES - 1) .. sequence
    end
  end
  add_entry(from, #chunk.new, without_old(chunk))
  in_portions('HSET', K_IDS, ids)
  in_portions('ZADD', K_TERMS, terms)
end

operations.append = function(arguments)
  local chunks, before, count = look(arguments), last, 0
  for _, chunk in ipairs(chunks) do count = count + #chunk.new end
  -- The end goes first: whatever happens behind it, no sequence is given out twice. Also if there is
  -- nothing new: who waits for replicas waits for what was written on his connection.
  call('HSET', K_META, 'last', whole(before + count), 'first', whole(first), 'schema', SCHEMA)
  if count > 0 then
    last = before + count
    local at = before + 1
    for _, chunk in ipairs(chunks) do
      if #chunk.new > 0 then store(chunk, at) end
      at = at + #chunk.new
    end
    -- A bell that may not be rung must not look like events that could not be stored.
    redis.pcall(arguments[2] == '1' and 'SPUBLISH' or 'PUBLISH', P .. 'bell', whole(last))
  end
  local sequences, reply = {}, { 'ok', whole(before), whole(now), '' }
  for _, chunk in ipairs(chunks) do
    for _, event in ipairs(chunk.events) do
      sequences[#sequences + 1] = pack('>I6', known[event.id])
      if copies[event.id] then reply[#reply + 1] = copies[event.id] end
    end
  end
  reply[4] = table.concat(sequences)
  return reply
end
end
