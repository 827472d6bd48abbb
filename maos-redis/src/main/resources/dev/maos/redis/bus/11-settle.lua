-- Operations that settle claims and take new ones.
--
-- INVARIANT: every one of them acts through a grant whose lease lasts, so the former holder of a
-- message changes nothing.

local NOW = 0
local hand_back

do
local STALE, SOME, DEAD_FULL = 2, 3, 4

-- What became of so many messages, of which these were there: all or none of them, or some, then
-- I2 how many ranges, and of each I6 frame, I2 from, I2 to.
local function tell_found(found, count)
  local sum = 0
  for _, e in ipairs(found) do sum = sum + size(e) end
  if sum == 0 or sum == count then return answer(pack('>B', sum > 0 and NOW or STALE)) end
  answer(pack('>BI2', SOME, #found))
  for _, e in ipairs(found) do answer(pack('>I6I2I2', e.frame, e.from, e.to)) end
end

local function acknowledge_all(g, count)
  local found = {}
  for i, piece in ipairs(g and g.pieces or {}) do
    found[i] = piece.e
    acknowledge_piece(known_queue(g.names[piece.which]), piece.e)
  end
  if g then g.pieces, g.dirty = {}, true end
  tell_found(found, count)
end

-- The messages of a range that are in a grant, as entries and ranges.
local function overlaps(g, f, from, to)
  local found = {}
  for _, piece in ipairs(g.pieces) do
    local e = piece.e
    if e.frame == f and e.from < to and from < e.to then
      found[#found + 1] = { math.max(e.from, from), math.min(e.to, to) }
    end
  end
  return found
end

-- Most often a range is in one piece.
local function acknowledge_range(g, f, from, to)
  local found = {}
  local e, q
  if g then e, q = extract(g, f, from, to) end
  if e then
    found[1] = e
    acknowledge_piece(q, e)
  else
    for i, range in ipairs(g and overlaps(g, f, from, to) or {}) do
      found[i], q = extract(g, f, range[1], range[2])
      acknowledge_piece(q, found[i])
    end
  end
  tell_found(found, to - from)
end

-- Acknowledges, then takes: X, reader, I2 most (0 declines; 0x8000 more if it rides), 4 B credits, I2 grants, then for each
-- I6 grant and I2 ranges of I6 frame, I2 from, I2 to; 0 ranges mean all of it, and I2 how many
-- messages that is follows. Whatever is there is acknowledged, and nothing else said to be.
local function acknowledge(arg, at)
  local count, ranges, id, f, from, to
  count, at = unpack_at('>I2', arg, at)
  for _ = 1, count do
    id, ranges, at = unpack_at('>I6I2', arg, at)
    local g = grant(id)
    if ranges == 0 then
      local all
      all, at = unpack_at('>I2', arg, at)
      acknowledge_all(g, all)
    end
    for _ = 1, ranges do
      f, from, to, at = unpack_at('>I6I2I2', arg, at)
      acknowledge_range(g, f, from, to)
    end
  end
  return at
end

-- Only acknowledges: A, as above from the grants on.
operations.A = function(arg)
  acknowledge(arg, 2)
end

-- What rides goes along with something that was published and answers whoever did that. It needs no
-- bell for what it brings; and where it is the only reader and has taken all, the bell is set for
-- what others publish, because the reader comes only when it finds nothing more to go along with.
local RIDES = 0x8000

local function has_all(r)
  for i = 1, 2 do
    if #r.shelves[i].readers > 1 or ready(r.shelves[i]) > 0 then return false end
  end
  return true
end

operations.X = function(arg)
  local r, at = reader_from(arg, 2)
  local most, c0, c1, c2, c3
  most, c0, c1, c2, c3, at = unpack_at('>I2BBBB', arg, at)
  local rides = most >= RIDES
  if rides then most = most - RIDES end
  acknowledge(arg, at)
  local credits = { [0] = c0, c1, c2, c3 }
  if not r.known then
    return answer(pack('>BBBBBI2I6', 1, c0, c1, c2, c3, 0, 0))
  end
  local segments, g = {}, nil
  if most == 0 then
    appetite(r, BUSY)
    wake_others(r)
  else
    segments, g = take(r, most, credits)
    appetite(r, #segments == 0 and HUNGRY or rides and has_all(r) and AT_WORK or BUSY)
    if rides and #segments > 0 then need_not_ring(r.id) end
    -- What it left, as more than its share or because it takes few, is for the others.
    if #segments > 0 then wake_others(r) end
  end
  answer(pack('>BBBBBI2I6', 0, credits[0], credits[1], credits[2], credits[3], #segments,
    g and g.id or 0) .. table.concat(segments))
end

-- One message of a grant: I6 grant, I6 frame, I2 index.
local function claimed(arg)
  local id, f, index, at = unpack_at('>I6I6I2', arg, 2)
  local g = grant(id)
  if g then
    local e, q, which = extract(g, f, index, index + 1)
    if e and q then return e, q, g, which, at end
    if e then let_go(e) end
  end
  answer(pack('>B', STALE))
end

-- Hands back to its place, uncounted: H, message.
operations.H = function(arg)
  local e, q = claimed(arg)
  if e then
    q.claimed = q.claimed - 1
    put_back(q, e)
    answer(pack('>B', NOW))
  end
end

-- Releases behind all others, counted: R, message, I8 delay in microseconds.
operations.R = function(arg)
  local e, q, _, _, at = claimed(arg)
  if e then
    local wait = unpack_at('>I8', arg, at)
    q.claimed = q.claimed - 1
    e.attempts = e.attempts + 1
    e.seq = next_number(1)
    clear(e, SUSPECT)
    to_back(q, e, now + wait)
    answer(pack('>B', NOW))
  end
end

-- Buries: B, message, B reason, detail.
operations.B = function(arg)
  local e, q, _, _, at = claimed(arg)
  if e then
    local reason = byte(arg, at)
    local detail = read_str(arg, at + 1)
    q.claimed = q.claimed - 1
    if stopped(q) then
      put_back(q, e)
      return answer(pack('>B', DEAD_FULL))
    end
    e.attempts = e.attempts + 1
    bury(q, e, reason, detail)
    finish(q, e)
    answer(pack('>B', NOW))
  end
end

-- Whether an entry continues a piece that is of the same lease.
local function continues(piece, which, e, ends)
  local before = piece.e
  return piece.ends == ends and piece.which == which and before.frame == e.frame
    and before.to == e.from and before.seq + size(before) == e.seq and before.flags == e.flags
    and before.attempts == e.attempts
end

-- Puts a message back into its grant, its lease begun anew. The last one of a grant has the grant's
-- lease; others get one of their own, whose end is rounded up, so that those which are extended one
-- after the other remain one piece.
local LEASE_STEPS = 64

local function hold_on(g, which, e, lease)
  g.moved = true
  if #g.pieces == 0 then
    g.ends = now + lease
    g.pieces[1] = { which = which, e = e }
    return
  end
  g.mixed = true
  local step = math.ceil(lease / LEASE_STEPS)
  local ends = math.ceil((now + lease) / step) * step
  for _, piece in ipairs(g.pieces) do
    if continues(piece, which, e, ends) then
      piece.e.to = e.to
      return
    end
  end
  g.pieces[#g.pieces + 1] = { which = which, e = e, ends = ends }
end

-- Begins a lease anew: E, message, I8 lease. It stays in its grant, so it may be asked for again,
-- and whoever names the grant means it.
operations.E = function(arg)
  local e, _, g, which, at = claimed(arg)
  if e then
    hold_on(g, which, e, (unpack_at('>I8', arg, at)))
    answer(pack('>B', NOW))
  end
end

hand_back = function(g)
  for _, piece in ipairs(g.pieces) do
    local e, q = piece.e, known_queue(g.names[piece.which])
    if q then
      q.claimed = q.claimed - size(e)
      put_back(q, e)
    else
      let_go(e)
    end
  end
  g.pieces, g.dirty = {}, true
end

-- Hands back all of a grant whose taker did not wait for it: F, I6 grant.
operations.F = function(arg)
  local g = grant((unpack_at('>I6', arg, 2)))
  if g then hand_back(g) end
  answer(pack('>B', g and NOW or STALE))
end
end
