-- Cursors: the places of readers.
--
-- INVARIANT: a cursor lies between 'first' - 1 and 'last' and never moves back; what it was moved
-- over unread is counted in it.
--
-- cursors: name -> I6 sequence, I6 missed, I8 maximum lag, I8 when its reader moved it

local CURSOR_BYTES = 28

-- The cursor of a name; what is not written like one is none.
local function cursor_of(stored)
  if not stored or #stored ~= CURSOR_BYTES then return nil end
  local sequence, missed, lag, moved = unpack_at('>I6I6I8I8', stored)
  -- The lag's own bytes: a number of Lua would not hold the greatest ones.
  return { sequence = sequence, missed = missed, lag = lag, lag_bytes = sub(stored, 13, 20),
    moved = moved }
end

local function write_cursor(name, c)
  local stored = pack('>I6I6', c.sequence, c.missed) .. c.lag_bytes .. pack('>I8', c.moved)
  call('HSET', K_CURSORS, name, stored)
  return stored
end

-- All cursors, as pairs of a name and what is stored.
local function all_cursors()
  local stored, all = call('HGETALL', K_CURSORS), {}
  for i = 1, #stored, 2 do
    local c = cursor_of(stored[i + 1])
    if c then all[#all + 1] = { name = stored[i], cursor = c, stored = stored[i + 1] } end
  end
  return all
end

-- open: name, sequence, maximum lag as 8 bytes. Answers the cursor.
operations.open = function(arguments)
  local c = cursor_of(call('HGET', K_CURSORS, arguments[2]))
  if not c then
    local start = math.min(math.max(tonumber(arguments[3]), first - 1), last)
    c = { sequence = start, missed = 0, moved = now }
  end
  c.lag_bytes = arguments[4]
  return { 'ok', arguments[2], write_cursor(arguments[2], c) }
end

-- advance: name, sequence. Answers the cursor if there is one; 'beyond' and the last sequence, if it
-- would lie behind that.
operations.advance = function(arguments)
  local sequence = tonumber(arguments[3])
  if sequence > last then return { 'beyond', whole(last) } end
  local stored = call('HGET', K_CURSORS, arguments[2])
  local c = cursor_of(stored)
  if not c then return { 'ok' } end
  if sequence <= c.sequence then return { 'ok', arguments[2], stored } end
  c.sequence, c.moved = sequence, now
  return { 'ok', arguments[2], write_cursor(arguments[2], c) }
end

-- cursors: none for all, or a name. Answers names and cursors in turn.
operations.cursors = function(arguments)
  local reply = { 'ok' }
  for _, each in ipairs(all_cursors()) do
    if not arguments[2] or arguments[2] == each.name then
      reply[#reply + 1] = each.name
      reply[#reply + 1] = each.stored
    end
  end
  return reply
end

-- delete: name. Answers whether it was there.
operations.delete = function(arguments)
  return { 'ok', whole(call('HDEL', K_CURSORS, arguments[2])) }
end
