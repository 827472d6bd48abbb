-- Operations that settle claims and take new ones.
--
-- INVARIANT: every one of them acts through a grant whose lease lasts, so the former holder of a
-- message changes nothing.

local NOW, STALE, DEAD_FULL = 0, 2, 4

-- Acknowledges, then takes: X, reader, I2 most (0 declines), 4 B credits, I2 grants, then for each
-- I6 grant and I2 ranges (0 for all of it) of I6 frame, I2 from, I2 to.
local function acknowledge(arg, at)
  local count, ranges, id, f, from, to
  count, at = unpack_at('>I2', arg, at)
  for _ = 1, count do
    id, ranges, at = unpack_at('>I6I2', arg, at)
    local g = grant(id)
    if ranges == 0 then
      answer(pack('>B', g and NOW or STALE))
      if g then
        for _, piece in ipairs(g.pieces) do
          acknowledge_piece(known_queue(g.names[piece.which]), piece.e)
        end
        g.pieces, g.dirty = {}, true
      end
    end
    for _ = 1, ranges do
      f, from, to, at = unpack_at('>I6I2I2', arg, at)
      local e, q
      if g then e, q = extract(g, f, from, to) end
      if e then acknowledge_piece(q, e) end
      answer(pack('>B', e and NOW or STALE))
    end
  end
  return at
end

-- Only acknowledges: A, as above from the grants on.
operations.A = function(arg)
  acknowledge(arg, 2)
end

operations.X = function(arg)
  local r, at = reader_from(arg, 2)
  local most, c0, c1, c2, c3
  most, c0, c1, c2, c3, at = unpack_at('>I2BBBB', arg, at)
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
    appetite(r, #segments > 0 and BUSY or HUNGRY)
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

-- Begins leases anew: E, I8 lease, I6 grant, I2 ranges of I6 frame, I2 from, I2 to. Answers for
-- each range, and with the grant that holds what was extended.
operations.E = function(arg)
  local lease, id, ranges, at = unpack_at('>I8I6I2', arg, 2)
  local g = grant(id)
  local moved
  for _ = 1, ranges do
    local f, from, to, e, which, _
    f, from, to, at = unpack_at('>I6I2I2', arg, at)
    if g then e, _, which = extract(g, f, from, to) end
    if e then
      moved = moved or new_grant(g.reader, g.names, lease)
      moved.pieces[#moved.pieces + 1] = { which = which, e = e }
    end
    answer(pack('>B', e and NOW or STALE))
  end
  answer(pack('>I6', moved and moved.id or 0))
end
