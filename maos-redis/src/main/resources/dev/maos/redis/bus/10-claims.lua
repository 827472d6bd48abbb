-- Claims: what a reader holds under a lease, and how it is settled.
--
-- INVARIANT: a grant exists exactly as long as its lease: whoever names a grant that is gone, or a
-- message that is in it no more, changes nothing. Its number is the fencing token and is never
-- used twice. Messages leave a grant and never join it, so a grant of as many messages as its
-- holder counts is all that he means.
--
-- grant: I8 lease ends, I6 reader, names of its two queues, then pieces: B which queue, entry. Of a
-- piece that was extended by itself, 2 more for the queue, and behind it I8 when its own lease ends

local grant_order = {}

at_begin(function()
  if #grant_order > 0 then grant_order = {} end
end)

local function new_grant(reader, names, lease)
  local id = next_number(1)
  local g = { id = id, field = string.format('%.0f', id), text = '', ends = now + lease,
    reader = reader, names = names, pieces = {}, last = {}, dirty = true, moved = true,
    run = run_number }
  keep(kept_grants, id, g)
  grant_order[#grant_order + 1] = g
  return g
end

local flush_grants, grants_may_be_written, first_end, grant

do
local function read_grant(id, s)
  local g = { id = id, field = string.format('%.0f', id), names = {}, pieces = {} }
  local at
  g.ends, g.reader, at = unpack_at('>I8I6', s)
  g.names[1], at = read_str(s, at)
  g.names[2], at = read_str(s, at)
  while at <= #s do
    local piece, e = { which = byte(s, at) }, nil
    at = at + 1
    if piece.which > 2 then
      piece.which = piece.which - 2
      piece.ends, at = unpack_at('>I8', s, at)
      g.mixed = true
    end
    e, at = read_str(s, at)
    piece.e = read_entry(e)
    g.pieces[#g.pieces + 1] = piece
  end
  return g
end

local function write_piece(piece)
  local e = str(write_entry(piece.e))
  if piece.ends then return pack('>BI8', piece.which + 2, piece.ends) .. e end
  return string.char(piece.which) .. e
end

-- When the first of a grant's leases ends.
first_end = function(g)
  if not g.mixed then return g.ends end
  local first
  for _, piece in ipairs(g.pieces) do
    local ends = piece.ends or g.ends
    if not first or ends < first then first = ends end
  end
  return first
end

local function write_grant(g)
  local head = pack('>I8I6', g.ends, g.reader) .. str(g.names[1]) .. str(g.names[2])
  if #g.pieces == 1 then return head .. write_piece(g.pieces[1]) end
  local parts = { head }
  for i, piece in ipairs(g.pieces) do parts[i + 1] = write_piece(piece) end
  return table.concat(parts)
end

grants_may_be_written = function(check)
  for _, g in ipairs(grant_order) do
    if g.dirty then
      check(K_GRANTS, 'hash')
      check(K_LEASES, 'zset')
      return
    end
  end
end

flush_grants = function()
  for _, g in ipairs(grant_order) do
    if g.dirty then
      if #g.pieces == 0 then
        call('HDEL', K_GRANTS, g.field)
        call('ZREM', K_LEASES, g.field)
        g.text = ''
      else
        g.text = write_grant(g)
        call('HSET', K_GRANTS, g.field, g.text)
        if g.moved or g.mixed then call('ZADD', K_LEASES, first_end(g), g.field) end
        g.dirty, g.moved = false, false
      end
    end
  end
end

-- Ends what is over of a lease: what it held goes back to its place, counted as an attempt, and
-- will be claimed one by one, because it may be what killed its holder.
local function expire(g)
  local left = {}
  for _, piece in ipairs(g.pieces) do
    local e, q = piece.e, known_queue(g.names[piece.which])
    if (piece.ends or g.ends) > now then
      left[#left + 1] = piece
    elseif q then
      q.claimed = q.claimed - size(e)
      e.attempts = e.attempts + 1
      set(e, SUSPECT)
      put_back(q, e)
    else
      let_go(e)
    end
  end
  g.pieces, g.dirty = left, true
end

-- The grant that this text tells of, read anew only if it is not as it was.
local function grant_from(id, s)
  local g = kept_grants[id]
  if not g or g.text ~= s then
    local fine
    fine, g = pcall(read_grant, id, s)
    if not fine then
      call('HDEL', K_GRANTS, id)
      return nil
    end
    g.text = s
    keep(kept_grants, id, g)
  end
  g.run = run_number
  grant_order[#grant_order + 1] = g
  return g
end

-- The grant of that number while its lease lasts, and whether there is one at all.
grant = function(id)
  local g = kept_grants[id]
  if not g or g.run ~= run_number then
    local s = call('HGET', K_GRANTS, id)
    g = s and grant_from(id, s)
    if not g then return nil, false end
  end
  if #g.pieces > 0 and first_end(g) <= now then expire(g) end
  return #g.pieces > 0 and g or nil, true
end
end

local function holds(g, frame_id, index)
  for _, piece in ipairs(g.pieces) do
    if piece.e.frame == frame_id and piece.e.from <= index and index < piece.e.to then return true end
  end
  return false
end

-- Takes messages out of a grant; answers with them and their queue, or nothing if they are not
-- there.
local function extract(g, frame_id, from, to)
  for i, piece in ipairs(g.pieces) do
    local e = piece.e
    if e.frame == frame_id and e.from <= from and to <= e.to then
      g.dirty = true
      local whole = from == e.from and to == e.to
      local taken = whole and e or part(e, from, to)
      if whole then
        table.remove(g.pieces, i)
      else
        local left, right = from > e.from, to < e.to
        if right then
          table.insert(g.pieces, i + 1,
            { which = piece.which, e = part(e, to, e.to), ends = piece.ends })
        end
        if left then
          piece.e = part(e, e.from, from)
        else
          table.remove(g.pieces, i)
        end
      end
      return taken, known_queue(g.names[piece.which]), piece.which
    end
  end
end

local function acknowledge_piece(q, e)
  if q then
    q.claimed = q.claimed - size(e)
    finish(q, e)
  else
    let_go(e)
  end
end

-- The reader of an operation: both its queues, and its shelves if the server still knows them.
local function reader_from(arg, at)
  local id, direct, announced, strict, lease, one, other
  id, direct, announced, strict, lease, one, other, at = unpack_at('>I6I4I4BI8I2c0I2c0', arg, at)
  local r = { id = id, strict = strict, lease = lease, names = { one, other },
    queues = known_queues(one, other), shelves = {}, places = nil, known = nil }
  if r.queues[1] and r.queues[2] then
    r.shelves = { shelf_of(r.queues[1], direct), shelf_of(r.queues[2], announced) }
    if r.shelves[1] and r.shelves[2] then
      r.places = { reader_at(r.shelves[1], r.id), reader_at(r.shelves[2], r.id) }
      r.known = r.places[1] and r.places[2]
    end
  end
  return r, at
end

local function appetite(r, value)
  for i = 1, 2 do set_appetite(r.shelves[i], r.places[i], value) end
end

local function wake_others(r)
  for i = 1, 2 do
    if #r.shelves[i].readers > 1 then wake(r.queues[i], r.shelves[i]) end
  end
end

local take

do
-- How many small frames one answer carries, and how many large ones its reader fetches for it: what
-- is left is taken next.
local MOST_FRAMES, MOST_LARGE = 10000, 256
local FULL = { [0] = 8, 4, 2, 1 }

-- With fewer messages than idle readers, each is left its part.
local function share(r, most)
  local waiting, idle = 0, 0
  for i = 1, 2 do
    if not stopped(r.queues[i]) then waiting = waiting + ready(r.shelves[i]) end
  end
  for _, other in ipairs(r.shelves[1].readers) do
    local busy = other.appetite == BUSY or other.appetite == AT_WORK
    if other.id ~= r.id and not busy then idle = idle + 1 end
  end
  if idle == 0 then return math.min(most, waiting) end
  return math.min(most, math.ceil(waiting / (idle + 1)))
end

-- A large frame is fetched by the reader itself, except where it goes away by being taken.
local function fetched_by_reader(e)
  return has(e.flags, LARGE) and not has(e.flags, FLEETING)
end

-- Hands out entries in the order of lanes and arrival: heads and sizes of the entries popped last,
-- by queue and lane, and how many messages wait in each lane. What is popped and not used up goes
-- back to the front when the round is over.
local source, reading, waiting = {}, nil, nil
local heads, sizes = { {}, {} }, { {}, {} }

local NOTHING = { [0] = 0, 0, 0, 0 }

local function available(which)
  return stopped(reading.queues[which]) and NOTHING or reading.shelves[which].ready
end

function source.count()
  local a, b = available(1), available(2)
  for lane = 0, 3 do waiting[lane] = a[lane] + b[lane] end
end

function source.open(r)
  reading, waiting = r, { [0] = 0, 0, 0, 0 }
  for which = 1, 2 do
    if next(heads[which]) then heads[which] = {} end
    if next(sizes[which]) then sizes[which] = {} end
  end
  source.count()
end

local function others_wait(lane)
  for other = 0, 3 do
    if other ~= lane and waiting[other] > 0 then return true end
  end
  return false
end

-- Pops several entries at once where they are small, and reads their frames together.
function source.refill(which, lane, wanted)
  local q, shelf = reading.queues[which], reading.shelves[which]
  local key = lane_key(q, shelf, lane)
  local list = pop_several(key, wanted, function(raw) bury_foreign(q, raw) end)
  if #list == 0 then
    -- Somebody has deleted the list: what it held is lost, and counted so.
    q.missed = q.missed + shelf.ready[lane]
    q.depth = q.depth - shelf.ready[lane]
    q.fleeting = math.min(q.fleeting, q.depth)
    shelf.ready[lane] = 0
    source.count()
    return nil
  end
  if #list > 1 then
    local ids = {}
    for _, e in ipairs(list) do
      if frame_cache[e.frame] == nil and not fetched_by_reader(e) then ids[#ids + 1] = e.frame end
    end
    read_frames(ids)
  end
  local h = { list = list, at = 1 }
  heads[which][lane] = h
  return h
end

-- How many entries will probably be needed: as the last one was, so will the next ones be.
function source.guess(which, lane, room)
  local last = sizes[which][lane]
  return last and math.max(1, math.min(256, math.floor(room / last))) or 1
end

local function head(which, lane, room)
  local h = heads[which][lane]
  if not h and available(which)[lane] > 0 then
    h = source.refill(which, lane, source.guess(which, lane, room))
  end
  return h and h.list[h.at]
end

local function first_of(lane, room)
  local a, b = head(1, lane, room), head(2, lane, room)
  if a and (not b or a.seq < b.seq) then return a, 1 end
  return b, 2
end

local function consume(which, lane, count)
  local h = heads[which][lane]
  local e = h.list[h.at]
  local shelf = reading.shelves[which]
  shelf.ready[lane] = shelf.ready[lane] - count
  waiting[lane] = waiting[lane] - count
  sizes[which][lane] = size(e)
  if count == size(e) then
    h.at = h.at + 1
    if h.at > #h.list then heads[which][lane] = nil end
    return e
  end
  local taken = part(e, e.from, e.from + count)
  h.list[h.at] = part(e, e.from + count, e.to)
  return taken
end

function source.close()
  for which = 1, 2 do
    for lane, h in pairs(heads[which]) do
      local key = lane_key(reading.queues[which], reading.shelves[which], lane)
      for i = #h.list, h.at, -1 do push_front(key, h.list[i]) end
    end
  end
end

-- In a large round the lanes take turns with as much more at a time: whatever is in it is handled
-- within moments, and to cut frames into small pieces would cost more than it is good for.
local LARGE_ROUND = 64

local function next_lane(r, credits, scale)
  local urgent
  for lane = 0, 3 do
    if waiting[lane] > 0 then
      if r.strict == 1 or credits[lane] > 0 then return lane end
      urgent = urgent or lane
    end
  end
  if urgent then
    for lane = 0, 3 do credits[lane] = FULL[lane] * scale end
  end
  return urgent
end

local function frame_place(id)
  local place_in_answer = sent_frames[id]
  if not place_in_answer then
    sent_order[#sent_order + 1] = id
    place_in_answer = #sent_order
    sent_frames[id] = place_in_answer
    frame(id)
  end
  return place_in_answer
end

-- Puts what was taken into the grant; what continues the last piece of its lane is joined to that.
local function hold(g, which, e)
  local slot = which * 4 + lane_of(e)
  local last = g.last[slot]
  if last and last.frame == e.frame and last.to == e.from and last.flags == e.flags
      and last.attempts == e.attempts then
    last.to = e.to
  else
    g.pieces[#g.pieces + 1] = { which = which, e = e }
    g.last[slot] = e
  end
end

take = function(r, most, credits)
  local room = share(r, most)
  if room == 0 then return {}, nil end
  source.open(r)
  local count, large, segments, g = 0, 0, {}, nil
  local scale = math.max(1, math.floor(room / LARGE_ROUND))
  if scale > 1 then
    for lane = 0, 3 do credits[lane] = credits[lane] * scale end
  end
  while count < room do
    local lane = #sent_order < MOST_FRAMES and large < MOST_LARGE and next_lane(r, credits, scale)
    if not lane then break end
    local e, which = first_of(lane, room - count)
    if e then
      local suspect = has(e.flags, SUSPECT)
      if suspect and count > 0 then break end
      local weighs = r.strict == 0 and others_wait(lane)
      local limit = suspect and 1 or room - count
      if weighs then limit = math.min(limit, credits[lane]) end
      local taken = consume(which, lane, math.min(limit, size(e)))
      local q, n = r.queues[which], size(taken)
      local fetched = fetched_by_reader(taken)
      if fetched then large = large + 1 end
      if not fetched and not frame(taken.frame) then
        if not bury(q, taken, PAYLOAD_LOST, 'its bytes are gone') then q.missed = q.missed + n end
        finish(q, taken)
        source.count()
      elseif takes_turn(q, taken) then
        if weighs then credits[lane] = credits[lane] - n end
        count = count + n
        local fleeting = has(taken.flags, FLEETING)
        segments[#segments + 1] = pack('>I2I6I2I2I2BB', fetched and 0 or frame_place(taken.frame), taken.frame,
          taken.from, taken.to, taken.attempts + 1, which, fleeting and 1 or 0)
        if fleeting then
          finish(q, taken)
        else
          g = g or new_grant(r.id, r.names, r.lease)
          q.claimed = q.claimed + n
          hold(g, which, taken)
        end
      end
      if suspect then break end
    end
  end
  source.close()
  if scale > 1 then
    for lane = 0, 3 do credits[lane] = math.ceil(credits[lane] / scale) end
  end
  return segments, g
end
end
