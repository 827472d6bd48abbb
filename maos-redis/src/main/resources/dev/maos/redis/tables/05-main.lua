-- The way in.
--
-- INVARIANT: a step that has a number takes effect once, however often it arrives: its answer is
-- kept until the next step of its caller, which has one under way at a time. Steps without a number
-- may be repeated as they are. No step changes anything by a time that is not written down.
--
-- arguments: 1 the step; 2 the caller; 3 the number, 0 for none; then those of the step
-- answer:CALLER hash: number, answer

local ANSWER_MS = 10 * 60 * 1000
local SPOKEN_HEAD = 3
-- They change nothing, and so leave no trace.
local QUIET = { used = true, notes = true }

local function answer_of(caller)
  return P .. 'answer:' .. caller
end

local function earlier(caller, number)
  local kept = call('HMGET', answer_of(caller), 'number', 'answer')
  if kept[1] == number then return cmsgpack.unpack(kept[2]) end
end

local function keep(caller, number, answer)
  local key = answer_of(caller)
  call('HSET', key, 'number', number, 'answer', cmsgpack.pack(answer))
  call('PEXPIRE', key, ANSWER_MS)
end

local function run(keys, arguments)
  begin(keys)
  local name, caller, number = arguments[1], arguments[2], arguments[3]
  local told = number ~= '0' and earlier(caller, number)
  if told then return told end
  local own = {}
  for i = SPOKEN_HEAD + 1, #arguments do own[i - SPOKEN_HEAD] = arguments[i] end
  local answer = steps[name](own)
  if not QUIET[name] then write_time() end
  if number ~= '0' then keep(caller, number, answer) end
  return answer
end

-- What was used must be known when Redis is full, and so must who is blocked.
redis.register_function(LIBRARY, run)
redis.register_function({ function_name = LIBRARY .. '_settle', callback = run,
  flags = { 'allow-oom' } })
