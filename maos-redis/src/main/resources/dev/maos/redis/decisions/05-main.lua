-- The way in.
--
-- INVARIANT: every step may be repeated as it is: what it has done it does not do again, and who
-- asks with the same name is answered as the first time. No step acts by a time that is not
-- written down. Steps that come together are taken one after the other, as if each had come by
-- itself at the same moment; if one of them fails, those before it have been taken.
--
-- arguments: how many arguments a step has, its name, the arguments; and again for the next one
-- answer: that of each step

-- They tell nothing of the time, and so leave no trace.
local QUIET = { closed = true, open = true, opencount = true }

local function own_of(arguments, at, size)
  local own = {}
  for i = 1, size do own[i] = arguments[at + i] end
  return own
end

local function run(keys, arguments)
  begin(keys)
  local answers, at, is_written = {}, 1, false
  while at < #arguments do
    local size, name = tonumber(arguments[at]), arguments[at + 1]
    if not (QUIET[name] or is_written) then
      write_time()
      is_written = true
    end
    answers[#answers + 1] = steps[name](own_of(arguments, at + 1, size))
    at = at + 2 + size
  end
  return answers
end

-- What was begun must come to its end when Redis is full.
redis.register_function(LIBRARY, run)
redis.register_function({ function_name = LIBRARY .. '_settle', callback = run,
  flags = { 'allow-oom' } })
