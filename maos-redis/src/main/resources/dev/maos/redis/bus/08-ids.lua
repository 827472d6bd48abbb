-- Ids: which messages a destination has accepted within the dedupe window.
--
-- INVARIANT: an id stays known for at least the window unless the capacity forces it out, which is
-- counted. Two tables take turns: when the younger is a window old it becomes the older.
--
-- ids0, ids1: id -> fingerprint; field '' of ids0: I8 since, I4 ids in it

local known

at_begin(function()
  known = {}
end)

local function ids_key(which, destination)
  return P .. 'ids' .. which .. ':' .. destination
end

-- What is known of these ids at a destination; read once in a run.
local function load_ids(destination, ids)
  local k = known[destination]
  local young, old = ids_key(0, destination), ids_key(1, destination)
  if not k then
    k = { prints = {}, added = {} }
    known[destination] = k
    local about = call('HGET', young, '')
    if about then
      k.since, k.count = unpack_at('>I8I4', about)
      if now - k.since >= 2 * WINDOW then
        call('DEL', young, old)
        k.since, k.count = now, 0
      elseif now - k.since >= WINDOW or k.count * 2 >= CAPACITY then
        if now - k.since < WINDOW then
          call('HINCRBY', K_META, 'forgotten', math.max(call('HLEN', old) - 1, 0))
        end
        call('RENAME', young, old)
        k.since, k.count = now, 0
      end
    else
      k.since, k.count = now, 0
    end
    k.has_old = call('EXISTS', old) == 1
  end
  local missing = {}
  for _, id in ipairs(ids) do
    if k.prints[id] == nil then missing[#missing + 1] = id end
  end
  for i = 1, #missing, 1000 do
    local last = math.min(i + 999, #missing)
    local a = call('HMGET', young, unpack(missing, i, last))
    local b = k.has_old and call('HMGET', old, unpack(missing, i, last)) or {}
    for j = i, last do
      k.prints[missing[j]] = a[j - i + 1] or b[j - i + 1] or false
    end
  end
  return k
end

local function remember(k, id, print)
  k.prints[id] = print
  k.added[#k.added + 1] = id
  k.added[#k.added + 1] = print
end

local function flush_ids()
  for destination, k in pairs(known) do
    if #k.added > 0 then
      local young = ids_key(0, destination)
      k.added[#k.added + 1] = ''
      k.added[#k.added + 1] = pack('>I8I4', k.since, k.count + (#k.added - 1) / 2)
      in_portions('HSET', young, k.added, 1000)
      call('PEXPIRE', young, math.ceil(2 * WINDOW / 1000))
    end
  end
end
