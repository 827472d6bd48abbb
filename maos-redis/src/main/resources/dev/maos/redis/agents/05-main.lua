-- The way in.
--
-- INVARIANT: a step that has a number takes effect once, however often it arrives: what it answered
-- is kept for as long as anybody may ask for it again, and a number that is older than all that are
-- kept is refused. Steps without a number may be repeated as they are. Nothing that is told about
-- time is told before it is written down.
--
-- arguments: 1 the step; 2 the caller; 3 its number, 0 for none; 4 whether channels are sharded;
-- then those of the step
-- answers:CALLER: number modulo KEPT_ANSWERS -> number, answer; last -> the greatest number

local KEPT_ANSWERS, ANSWERS_MS = 256, 10 * 60 * 1000
local SPOKEN_HEAD = 4
-- They tell nothing of the time, and so leave no trace.
local QUIET = { changes = true, records = true, position = true }

local function answers_of(caller)
  return P .. 'answers:' .. caller
end

local function earlier(caller, number)
  local kept, last = unpack(call('HMGET', answers_of(caller), number % KEPT_ANSWERS, 'last'))
  if kept and unpack_at('>I8', kept) == number then return cmsgpack.unpack(sub(kept, 9)) end
  if last and tonumber(last) - number >= KEPT_ANSWERS then return { 'old' } end
end

local function keep(caller, number, answer)
  local key = answers_of(caller)
  local last = tonumber(call('HGET', key, 'last') or 0)
  call('HSET', key, number % KEPT_ANSWERS, pack('>I8', number) .. cmsgpack.pack(answer),
    'last', digits(math.max(last, number)))
  call('PEXPIRE', key, ANSWERS_MS)
end

local function run(keys, arguments)
  begin(keys)
  forget_pending()
  local name, caller, number = arguments[1], arguments[2], tonumber(arguments[3])
  local told = number > 0 and earlier(caller, number)
  if told then return told end
  local own = {}
  for i = SPOKEN_HEAD + 1, #arguments do own[i - SPOKEN_HEAD] = arguments[i] end
  local answer = steps[name](own)
  -- Such a step has done nothing.
  if answer.err then return answer end
  write_log(arguments[4] == '1')
  if is_new or seq ~= seq_before or not QUIET[name] then write_meta() end
  if number > 0 then keep(caller, number, answer) end
  return answer
end

-- Whoever is there must be able to say so, to leave and to be seen when Redis is full.
redis.register_function(LIBRARY, run)
redis.register_function({ function_name = LIBRARY .. '_settle', callback = run,
  flags = { 'allow-oom' } })
