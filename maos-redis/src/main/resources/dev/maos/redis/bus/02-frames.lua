-- Frames: the bytes of messages that were published together, stored once however many queues
-- hold them.
--
-- INVARIANT: a frame is stored exactly as long as some entry, grant or history holds a message of
-- it. A frame that one entry holds as a whole is SOLE and not counted; every other is counted in
-- 'refs', one for each message and holder.
--
-- To make a Lua string costs time for each of its bytes. So a LARGE frame does not pass through
-- here: its sender writes it into 'large' ahead of the command that places it, under a number from
-- a range that is its own, and its reader fetches it from there. Such frames are always counted, and
-- what queues choose their readers by is kept apart in 'heads', in the form of a frame's beginning.
--
-- frame: >I2 messages, type, sender, topic (each one length byte), then for each message >I4 its
-- end counted from the first body, then the bodies

local new_frames, new_heads, frame_cache, ref_changes, dropped_frames = {}, {}, {}, {}, {}

local message_bytes, attributes, read_attributes

at_begin(function()
  if #new_frames > 0 then new_frames = {} end
  if #new_heads > 0 then new_heads = {} end
  if #dropped_frames > 0 then dropped_frames = {} end
  if next(frame_cache) then frame_cache = {} end
  if next(ref_changes) then ref_changes = {} end
end)

local function frame(id)
  local bytes = frame_cache[id]
  if bytes == nil then
    bytes = call('HGET', K_FRAMES, id) or call('HGET', K_LARGE, id)
    frame_cache[id] = bytes
  end
  return bytes
end

-- Reads several frames at once, for those who will ask for them one by one.
local function read_frames(ids)
  if #ids < 2 then return end
  local all = call('HMGET', K_FRAMES, unpack(ids))
  for i, id in ipairs(ids) do frame_cache[id] = all[i] or nil end
end

local function add_frame(id, bytes)
  frame_cache[id] = bytes
  new_frames[#new_frames + 1] = id
end

-- A large frame, whose bytes are there already.
local function add_large_frame(id, about)
  new_heads[#new_heads + 1] = id
  new_heads[#new_heads + 1] = pack('>I2B', 0, #about.kind) .. about.kind .. pack('>B', #about.sender)
    .. about.sender .. pack('>B', #about.topic) .. about.topic
end

local function add_refs(id, count)
  ref_changes[id] = (ref_changes[id] or 0) + count
end

local function drop_frame(id)
  dropped_frames[#dropped_frames + 1] = id
end

do
-- How many messages; type, sender and topic.
local HEAD = '>I2Bc0Bc0Bc0'

-- By frame, so that who goes through many of them needs not keep their bytes.
local known = {}

at_begin(function()
  if next(known) then known = {} end
end)

local function cut_out(bytes, index)
  local count, _, _, _, ends = unpack_at(HEAD, bytes)
  local bodies = ends + 4 * count
  local from = index == 0 and 0 or unpack_at('>I4', bytes, ends + 4 * (index - 1))
  local to = unpack_at('>I4', bytes, ends + 4 * index)
  return sub(bytes, bodies + from, bodies + to - 1)
end

-- The bytes of one message; nothing if somebody has damaged the frame.
message_bytes = function(bytes, index)
  local fine, body = pcall(cut_out, bytes, index)
  return fine and #body >= 56 and body or nil
end

local function about(bytes)
  local fine, _, kind, sender, topic = pcall(unpack_at, HEAD, bytes or '')
  if not fine then kind, sender, topic = '', '', '' end
  return { kind = kind, sender = sender, topic = topic }
end

-- What queues choose their readers by.
attributes = function(id, lane)
  local all = known[id]
  if not all then
    all = about(frame_cache[id] or call('HGET', K_FRAMES, id) or call('HGET', K_HEADS, id))
    known[id] = all
  end
  all.lane = lane
  return all
end

-- Reads those of many entries' frames, for who will ask for them one by one.
read_attributes = function(entries)
  local ids = {}
  for _, e in ipairs(entries) do ids[#ids + 1] = e.frame end
  for i = 1, #ids, 100 do
    local last = math.min(i + 99, #ids)
    for _, key in ipairs({ K_FRAMES, K_HEADS }) do
      for j, bytes in ipairs(call('HMGET', key, unpack(ids, i, last))) do
        if bytes then known[ids[i + j - 1]] = about(bytes) end
      end
    end
  end
end

end

local frames_are_there, drop_written_twice, drop_orphans, flush_frames, frames_may_be_written

do
local function delete_large(ids, from, to)
  call('HDEL', K_LARGE, unpack(ids, from, to))
  call('HDEL', K_HEADS, unpack(ids, from, to))
end

-- Whether all frames that a command brings are there.
frames_are_there = function(numbers)
  for i = 1, #numbers, 6 do
    if call('HEXISTS', K_LARGE, (unpack_at('>I6', numbers, i))) == 0 then return false end
  end
  return true
end

-- A command that came twice has written its frames twice: those that are done with go again.
drop_written_twice = function(numbers)
  for i = 1, #numbers, 6 do
    local id = unpack_at('>I6', numbers, i)
    if call('HEXISTS', K_REFS, id) == 0 then delete_large({ id }, 1, 1) end
  end
end

-- Large frames that nobody placed: their sender died in between, or was refused. The sender of one
-- that is deleted too early notices it, and writes it again.
drop_orphans = function()
  local cursor = '0'
  repeat
    local page = call('HSCAN', K_LARGE, cursor, 'COUNT', 100)
    cursor = page[1]
    for i = 1, #page[2], 2 do
      if call('HEXISTS', K_REFS, page[2][i]) == 0 then delete_large(page[2], i, i) end
    end
  until cursor == '0'
end

-- Most frames that are dropped are small ones.
local function delete_dropped()
  for i = 1, #dropped_frames, 1000 do
    local last = math.min(i + 999, #dropped_frames)
    if call('HDEL', K_FRAMES, unpack(dropped_frames, i, last)) < last - i + 1 then
      delete_large(dropped_frames, i, last)
    end
  end
end

-- Whether no key that is about to be written is somebody else's.
frames_may_be_written = function(check)
  local drops = next(ref_changes) or #dropped_frames > 0
  if #new_frames > 0 or drops then check(K_FRAMES, 'hash') end
  if next(ref_changes) then check(K_REFS, 'hash') end
  if drops then check(K_LARGE, 'hash') end
  if drops or #new_heads > 0 then check(K_HEADS, 'hash') end
end

flush_frames = function()
  local stored = {}
  for _, id in ipairs(new_frames) do
    local change = ref_changes[id]
    if change == nil or change > 0 then
      stored[#stored + 1] = id
      stored[#stored + 1] = frame_cache[id]
    else
      ref_changes[id] = nil
    end
  end
  in_portions('HSET', K_FRAMES, stored, 1000)
  in_portions('HSET', K_HEADS, new_heads, 1000)
  for id, change in pairs(ref_changes) do
    if call('HINCRBY', K_REFS, id, change) <= 0 then
      dropped_frames[#dropped_frames + 1] = id
      call('HDEL', K_REFS, id)
    end
  end
  delete_dropped()
end
end
