-- Ears: who hears at-most-once messages to topics for a subscription.
--
-- Such messages go out on channels and are stored nowhere. Every process that reads a subscription
-- to their topic hears them, and one of these, the ear of the subscription, deals with them: it
-- keeps them for its own readers, or passes them on into the queue, where all readers share them.
--
-- INVARIANT: a server gives each connection what it is told in the order in which it happened, and
-- an ear is told over the connection on which it hears messages. So at each point of that order a
-- subscription has one ear at most, and that does one of the two: no message is dealt with twice.
-- An ear begins to keep only when no message that was passed on is left in the queue, so none is
-- overtaken by a later one; and it passes on whatever the full queue has to refuse.
--
-- What an ear is told, on its process's channel: B 2, then for each subscription B 0 not its ear, 1
-- it passes on, 2 it keeps, and the name; or B 3, 8 bytes the number of its question, then all the
-- subscriptions that it is the ear of.

local settle_ears

do
local NOT_YOURS, PASSES_ON, KEEPS = 0, 1, 2
local told, deaf = {}, {}

at_begin(function()
  if next(told) then told = {} end
  if next(deaf) then deaf = {} end
end)

local function ear_channel(process)
  return 'ear:' .. process
end

local function duty(q)
  return pack('>B', q.keeps and KEEPS or PASSES_ON) .. str(q.name)
end

-- Whether nobody hears what that process would be told: its connection is lost, or it is gone.
local function is_deaf(process)
  if deaf[process] == nil then
    local channel = P .. ear_channel(process)
    local heard = redis.pcall('PUBSUB', SHARDED == 1 and 'SHARDNUMSUB' or 'NUMSUB', channel)
    deaf[process] = heard[2] == 0
  end
  return deaf[process]
end

local function tell_ear(process, text)
  told[process] = (told[process] or pack('>B', 2)) .. text
end

-- The processes that read a subscription, each once.
local function processes_of(q)
  local list, seen = {}, {}
  for _, shelf in ipairs(q.shelves) do
    for _, reader in ipairs(shelf.readers) do
      if not seen[reader.process] then
        seen[reader.process] = true
        list[#list + 1] = reader.process
      end
    end
  end
  return list, seen
end

-- The ear that there is, while it hears; else this process, else any other that hears. If none
-- does, the ear remains what it is, until somebody hears again and asks.
local function choose_ear(q, list, readers)
  local first = readers[q.ear] and q.ear or readers[PROCESS] and PROCESS or list[1] or ''
  if #list < 2 or not is_deaf(first) then return first end
  if readers[PROCESS] and not is_deaf(PROCESS) then return PROCESS end
  for _, process in ipairs(list) do
    if not is_deaf(process) then return process end
  end
  return first
end

local function appoint(q)
  local list, readers = processes_of(q)
  local ear = choose_ear(q, list, readers)
  if ear ~= q.ear then
    if q.ear ~= '' then tell_ear(q.ear, pack('>B', NOT_YOURS) .. str(q.name)) end
    q.ear, q.keeps, q.is_new_ear = ear, false, ear ~= ''
  end
  q.alone = #list == 1
  q.readers_changed = false
end

local function may_keep(q)
  if q.depth == 0 then q.fleeting = 0 end
  return q.alone and q.depth < MAX_QUEUE and (q.keeps or q.fleeting == 0)
end

local function settle(q)
  if q.readers_changed then appoint(q) end
  if q.ear ~= '' then
    local keeps = may_keep(q)
    if keeps ~= q.keeps or q.is_new_ear then
      q.keeps, q.is_new_ear = keeps, false
      tell_ear(q.ear, duty(q))
    end
  end
end

dismiss_ear = function(q)
  if q.ear ~= '' then tell_ear(q.ear, pack('>B', NOT_YOURS) .. str(q.name)) end
end

settle_ears = function()
  for _, q in ipairs(queue_order) do
    if not q.gone then settle(q) end
  end
  for process, text in pairs(told) do say(ear_channel(process), text) end
end

-- Looks after ears: e, I2 names of subscriptions that this process reads and others are the ears
-- of; it takes the place of those that do not hear.
operations.e = function(arg)
  local count, at = unpack_at('>I2', arg, 2)
  local name
  for _ = 1, count do
    name, at = read_str(arg, at)
    local q = known_queue(name)
    if q and q.ear ~= '' and q.ear ~= PROCESS and is_deaf(q.ear) then q.readers_changed = true end
  end
  answer(pack('>B', 0))
end

-- Asks what this process is the ear of, when it hears again: q, 8 bytes the number of the question.
-- It is told on its channel, in the order in which it hears everything else.
operations.q = function(arg)
  local parts, seen = { pack('>B', 3) .. sub(arg, 2, 9) }, {}
  for _, name in ipairs(subscriptions_of(PROCESS)) do
    local q = not seen[name] and known_queue(name)
    seen[name] = true
    if q then
      q.readers_changed = true
      settle(q)
      if q.ear == PROCESS then parts[#parts + 1] = duty(q) end
    end
  end
  told[PROCESS] = table.concat(parts)
  answer(pack('>B', 0))
end

-- Messages that an ear kept and gave up, or that expired with it: d, name, I4 dropped, I4 expired.
operations.d = function(arg)
  local name, at = read_str(arg, 2)
  local q = known_queue(name)
  if q then
    local dropped, expired = unpack_at('>I4I4', arg, at)
    q.dropped, q.expired = q.dropped + dropped, q.expired + expired
  end
  answer(pack('>B', 0))
end
end
