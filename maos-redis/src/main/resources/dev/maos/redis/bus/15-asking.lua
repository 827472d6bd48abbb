-- Operations for people and for book-keeping.

do
-- Room: M, I4 messages, queue, B wait. Answers whether there is room; else rings when there is.
operations.M = function(arg)
  local count, at = unpack_at('>I4', arg, 2)
  local name
  name, at = read_str(arg, at)
  local q = known_queue(name)
  local room = not q or q.depth + count <= MAX_QUEUE
  if not room and byte(arg, at) == 1 then
    local waits = false
    for _, process in ipairs(q.rooms) do waits = waits or process == PROCESS end
    if not waits and #q.rooms < 255 then q.rooms[#q.rooms + 1] = PROCESS end
  end
  answer(pack('>B', room and 1 or 0))
end

-- What a reader has to expect: K, reader.
operations.K = function(arg)
  local r = reader_from(arg, 2)
  local sum = 0
  for i = 1, 2 do
    local q = r.queues[i]
    if q then
      local others = q.parked
      for _, shelf in ipairs(q.shelves) do
        if shelf ~= r.shelves[i] then others = others + ready(shelf) end
      end
      sum = sum + q.depth - others
    end
  end
  answer(pack('>I4', sum))
end

-- Dead letters, the oldest first: L, queue, I4 most, 16 bytes id to start behind, or zeros. Answers
-- with a count; the letters go with the frames.
operations.L = function(arg)
  local name, at = read_str(arg, 2)
  local most
  most, at = unpack_at('>I4', arg, at)
  local after = sub(arg, at, at + 15)
  local key = P .. 'dead:' .. name
  local found = {}
  local reached, from = after == string.rep('\0', 16), 0
  while #found < most do
    local some = call('LRANGE', key, from, from + 99)
    for _, letter in ipairs(some) do
      if reached and #found < most then found[#found + 1] = letter end
      if not reached then reached = letter_parts(letter) == after end
    end
    if #some < 100 then break end
    from = from + 100
  end
  for _, letter in ipairs(found) do letters_sent[#letters_sent + 1] = letter end
  answer(pack('>I4', #found))
end

-- Statistics: S. Answers I4 queues, then of each its name and what is counted.
operations.S = function()
  local all = call('HGETALL', K_QUEUES)
  answer(pack('>I4', #all / 2))
  for i = 1, #all, 2 do answer(str(all[i]) .. sub(all[i + 1], 1, 40)) end
end

-- The topics that something is kept for: N. Answers I4 topics, then their names.
operations.N = function()
  local all, seen = call('HKEYS', K_TOPICS), {}
  for _, topic in ipairs(all) do seen[topic] = true end
  for _, topic in ipairs(call('HKEYS', K_ROUTES)) do
    if not seen[topic] then all[#all + 1] = topic end
  end
  answer(pack('>I4', #all))
  for _, topic in ipairs(all) do answer(str(topic)) end
end

-- Reserves numbers for large frames: I, I4 how many. Answers with the first.
operations.I = function(arg)
  answer(pack('>I6', next_number(unpack_at('>I4', arg, 2))))
end

local function read_ids(arg, at)
  local ids = {}
  for i = at, #arg, 16 do ids[sub(arg, i, i + 15)] = true end
  return ids
end

-- Redrives: V, queue, ids. Purges: U, queue, ids. Both answer with how many.
operations.V = function(arg)
  local name, at = read_str(arg, 2)
  local q = known_queue(name)
  if not q then return answer(pack('>I4', 0)) end
  local found = exhume(q, read_ids(arg, at), MAX_QUEUE - q.depth, function(letter)
    local _, body = letter_parts(letter)
    local fine, e = pcall(revive, body)
    if fine and sub(body, 1, 4) == 'MAOS' then
      q.depth = q.depth + 1
      place(q, e, choose_for(q, e))
      return true
    end
  end)
  wake_all(q)
  answer(pack('>I4', found))
end

operations.U = function(arg)
  local name, at = read_str(arg, 2)
  local q = known_queue(name)
  if not q then return answer(pack('>I4', 0)) end
  local found = exhume(q, read_ids(arg, at), MAX_DEAD, function() return true end)
  wake_all(q)
  answer(pack('>I4', found))
end
end
