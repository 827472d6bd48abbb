-- The way in.
--
-- INVARIANT: a step that has a number takes effect once, however often it arrives: its answer is
-- kept until the next step of its slot, and a number that is older than that is refused, for nobody
-- waits for it any more. Steps without a number may be repeated as they are. Nothing that is told
-- about time is told before it is written down.
--
-- arguments: 1 the step; 2 the caller; 3 one of its slots, each of which has one step under way at
-- a time; 4 its number in that slot, 0 for none; 5 whether channels are sharded; then those of the
-- step
-- answers:CALLER: slot -> number, answer

local ANSWERS_MS = 10 * 60 * 1000
local SPOKEN_HEAD = 5
-- They tell nothing of the time, and so leave no trace.
local QUIET = { changes = true, records = true, position = true }

local function answers_of(caller)
  return P .. 'answers:' .. caller
end

local function earlier(caller, slot, number)
  local kept = call('HGET', answers_of(caller), slot)
  local last = kept and unpack_at('>I8', kept) or 0
  if number == last then return cmsgpack.unpack(sub(kept, 9)) end
  if number < last then return { 'old' } end
end

local function keep(caller, slot, number, answer)
  local key = answers_of(caller)
  call('HSET', key, slot, pack('>I8', number) .. cmsgpack.pack(answer))
  call('PEXPIRE', key, ANSWERS_MS)
end

local function run(keys, arguments)
  begin(keys)
  forget_pending()
  local name, caller, slot, number = arguments[1], arguments[2], arguments[3], tonumber(arguments[4])
  local told = number > 0 and earlier(caller, slot, number)
  if told then return told end
  local own = {}
  for i = SPOKEN_HEAD + 1, #arguments do own[i - SPOKEN_HEAD] = arguments[i] end
  local answer = steps[name](own)
  -- Such a step has done nothing.
  if answer.err then return answer end
  write_log(arguments[5] == '1')
  if is_new or seq ~= seq_before or not QUIET[name] then write_meta() end
  if number > 0 then keep(caller, slot, number, answer) end
  return answer
end

-- Whoever is there must be able to say so, to leave and to be seen when Redis is full.
redis.register_function(LIBRARY, run)
redis.register_function({ function_name = LIBRARY .. '_settle', callback = run,
  flags = { 'allow-oom' } })
