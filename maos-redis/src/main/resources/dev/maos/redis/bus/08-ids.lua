-- Ids: which messages a destination has accepted within the dedupe window.
--
-- INVARIANT: an id stays known for at least the window unless the capacity forces it out, which is
-- counted. Two tables take turns: when the younger is a window old it becomes the older.
--
-- ids0, ids1: id -> fingerprint; field '' of ids0: I8 since, I4 ids in it

local ids_at, all_new, prints_of, remember, flush_ids

do
local known = {}

at_begin(function()
  if next(known) then known = {} end
end)

local function ids_key(which, destination)
  return P .. 'ids' .. which .. ':' .. destination
end

-- The tables of a destination; looked after once in a run. 'added' is what this run accepts, ids
-- and fingerprints in turn, of which 'prints' has learnt the first 'learnt' elements.
ids_at = function(destination)
  local k = known[destination]
  if k then return k end
  local young, old = ids_key(0, destination), ids_key(1, destination)
  k = { young = young, old = old, prints = {}, added = {}, learnt = 0 }
  known[destination] = k
  local about = call('HGET', young, '')
  k.since, k.count = now, 0
  if about then
    local since, count = unpack_at('>I8I4', about)
    if now - since >= 2 * WINDOW then
      call('DEL', young, old)
    elseif now - since >= WINDOW or count * 2 >= CAPACITY then
      if now - since < WINDOW then
        call('HINCRBY', K_META, 'forgotten', math.max(call('HLEN', old) - 1, 0))
      end
      call('RENAME', young, old)
    else
      k.since, k.count = since, count
    end
  end
  k.has_old = call('EXISTS', old) == 1
  return k
end

local function any_in(key, ids)
  for i = 1, #ids, 1000 do
    local last = math.min(i + 999, #ids)
    local found = call('HMGET', key, unpack(ids, i, last))
    for j = 1, last - i + 1 do
      if found[j] then return true end
    end
  end
  return false
end

-- Whether none of these ids has been seen, which is how it nearly always is: asked in the cheapest
-- way. False may also mean that it would take a closer look.
all_new = function(k, ids)
  return #k.added == 0 and not any_in(k.young, ids) and not (k.has_old and any_in(k.old, ids))
end

-- The fingerprints known for these ids, by id.
prints_of = function(k, ids)
  for i = k.learnt + 1, #k.added, 2 do k.prints[k.added[i]] = k.added[i + 1] end
  k.learnt = #k.added
  local missing = {}
  for _, id in ipairs(ids) do
    if k.prints[id] == nil then missing[#missing + 1] = id end
  end
  for i = 1, #missing, 1000 do
    local last = math.min(i + 999, #missing)
    local a = call('HMGET', k.young, unpack(missing, i, last))
    local b = k.has_old and call('HMGET', k.old, unpack(missing, i, last)) or {}
    for j = i, last do
      k.prints[missing[j]] = a[j - i + 1] or b[j - i + 1] or false
    end
  end
  return k.prints
end

remember = function(k, id, print)
  local n = #k.added
  k.added[n + 1], k.added[n + 2] = id, print
end

flush_ids = function()
  for _, k in pairs(known) do
    if #k.added > 0 then
      k.added[#k.added + 1] = ''
      k.added[#k.added + 1] = pack('>I8I4', k.since, k.count + (#k.added - 1) / 2)
      in_portions('HSET', k.young, k.added, 1000)
      call('PEXPIRE', k.young, math.ceil(2 * WINDOW / 1000))
    end
  end
end
end
